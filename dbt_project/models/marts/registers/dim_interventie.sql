-- Grain: one row per line of registers/interventies, of its newest delivery.
with

judged as (

    select
        *,
        {{ is_newest_delivery() }} as is_geldig
    from {{ ref('stg_registers__interventies') }}

)

select
    interventie_id,
    plan,
    titel,
    zorgsoort,
    trekker,
    doel,
    streefwaarde,
    indicatoren,
    begonnen_op,
    beeindigd_op,
    status,
    _delivered_on as geleverd_op,
    _source_file_id,
    _rij
from judged
where is_geldig
