-- Grain: one row per trajectory of the youth work, reading and period. IND076.
{% set has = ['gemeente_code', 'stadsdeel', 'geslacht'] %}
with

judged as (

    select
        *,
        max(_delivered_on) over () as bekend_tot,
        {{ is_newest_delivery() }} as is_geldig
    from {{ ref('stg_registers__jongerenwerk') }}

),

trajectories as (

    select
        traject_nummer as persoon,
        begonnen_op,
        gemeente_code,
        {{ or_unknown('stadsdeel') }} as stadsdeel,
        case geslacht when 'm' then 'man' when 'v' then 'vrouw' else 'onbekend' end as geslacht,
        leeftijd,
        is_alternatief_voor_begeleiding,
        null::text as dimensies,
        bekend_tot
    from judged
    where is_geldig

)

{{ measured(
    'IND076', 'aantal', 'trajectories', 'begonnen_op', ['kwartaal', 'jaar'], has, age='trajectories.leeftijd',
    condition='trajectories.is_alternatief_voor_begeleiding'
) }}
union all
{{ measured(
    'IND076', 'aantal', 'trajectories', 'begonnen_op', ['kwartaal', 'jaar'], has, age='trajectories.leeftijd',
    reading='alle_trajecten'
) }}
