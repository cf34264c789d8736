-- Grain: one row per aanbieder, gemeente and year that both tell of places of beschermd wonen: how many fewer. IND133.
with

judged as (

    select
        *,
        {{ is_newest_delivery(['periode_start', 'aangeleverd_door']) }} as is_geldig
    from {{ ref('stg_registers__verblijf') }}

),

places as (

    select
        {{ or_unknown('aanbieder_agb') }} as aanbieder_agb,
        {{ or_unknown('gemeente_code') }} as gemeente_code,
        periode_start,
        periode_eind,
        sum(aantal) as aantal
    from judged
    where is_geldig and soort = 'plaatsen_beschermd_wonen'
    group by {{ or_unknown('aanbieder_agb') }}, {{ or_unknown('gemeente_code') }}, periode_start, periode_eind

),

ranked as (

    select
        *,
        row_number() over (
            partition by aanbieder_agb, gemeente_code, extract(year from periode_start)
            order by periode_start asc, periode_eind asc
        ) as from_begin,
        row_number() over (
            partition by aanbieder_agb, gemeente_code, extract(year from periode_start)
            order by periode_start desc, periode_eind desc
        ) as from_end
    from places

),

reduced as (

    select
        base.aanbieder_agb,
        base.gemeente_code,
        later.periode_start,
        later.periode_eind as bekend_tot,
        null::text as persoon,
        null::text as dimensies,
        base.aantal - later.aantal as minder
    from ranked as base
    inner join ranked as later
        on
            base.aanbieder_agb = later.aanbieder_agb
            and base.gemeente_code = later.gemeente_code
            and base.periode_start <= later.periode_start
    where
        extract(year from base.periode_start) = {{ var('afbouw_basisjaar') }}
        and base.from_begin = 1
        and later.from_end = 1

)

{{ measured(
    'IND133', 'aantal', 'reduced', 'periode_start', ['jaar'], ['gemeente_code', 'aanbieder_agb'],
    teller='reduced.minder'
) }}
