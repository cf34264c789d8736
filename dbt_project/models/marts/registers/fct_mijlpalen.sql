-- Grain: one row per line of registers/mijlpalen, of its newest delivery.
with

judged as (

    select
        *,
        {{ is_newest_delivery() }} as is_geldig
    from {{ ref('stg_registers__mijlpalen') }}

)

select
    mijlpaal_id,
    interventie_id,
    resultaat,
    gepland_op,
    status,
    gereed_op,
    opmerking,
    _delivered_on as geleverd_op,
    _source_file_id,
    _rij
from judged
where is_geldig
