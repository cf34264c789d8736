-- Grain: one row per line of registers/duiding, of the newest delivery of each deliverer.
with

judged as (

    select
        *,
        {{ is_newest_delivery(['gemeente_code']) }} as is_geldig
    from {{ ref('stg_registers__duiding') }}

)

select
    gemeente_code,
    uitgave_code,
    indicator_code,
    duiding,
    _delivered_on as geleverd_op,
    _source_file_id,
    _rij
from judged
where is_geldig
