-- Grain: one row per 1 January and combination of splits. IND151.
with

jeugdigen as (

    select
        *,
        coalesce(stadsdeel, '') || '|' || coalesce(geslacht, '') as deel
    from {{ ref('int_bevolking__groups') }}
    where leeftijdsgroep = '0-17'

),

counted as (

    select
        peildatum,
        gemeente_code,
        stadsdeel,
        geslacht,
        sum(inwoners)::numeric as inwoners
    from jeugdigen
    group by peildatum, stadsdeel, geslacht, deel, cube (gemeente_code)

)
{% set dimensions = ['gemeente_code', 'stadsdeel', 'geslacht'] %}
select
    'IND151' as indicator_code,
    'peildatum' as periode_type,
    counted.peildatum as periode_start,
    counted.peildatum as periode_eind,
    {{ row_split_by(dimensions, 'counted') }}
    {{ split_bits(dimensions, 'counted') }} as splitsing,
    counted.inwoners as waarde,
    null::numeric as teller,
    null::numeric as noemer,
    false as is_voorlopig
from counted
