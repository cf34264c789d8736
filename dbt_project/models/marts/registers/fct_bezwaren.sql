-- Grain: one row per line of registers/bezwaren, of the newest delivery of each deliverer.
with

judged as (

    select
        *,
        {{ is_newest_delivery(['gemeente_code']) }} as is_geldig
    from {{ ref('stg_registers__bezwaren') }}

)

select
    bezwaar_nummer,
    ontvangen_op,
    besluit_op,
    beslist_op,
    gemeente_code,
    wet,
    zorgsoort,
    onderwerp,
    uitkomst,
    _delivered_on as geleverd_op,
    _source_file_id,
    _rij
from judged
where is_geldig
