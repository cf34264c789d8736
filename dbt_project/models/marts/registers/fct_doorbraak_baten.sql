-- Grain: one row per line of registers/doorbraak_baten, of its newest delivery.
with

judged as (

    select
        *,
        {{ is_newest_delivery() }} as is_geldig
    from {{ ref('stg_registers__doorbraak_baten') }}

)

select
    jaar,
    zaak_nummer,
    regeling,
    bedrag_euro,
    _delivered_on as geleverd_op,
    _source_file_id,
    _rij
from judged
where is_geldig
