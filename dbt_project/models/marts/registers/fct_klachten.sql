-- Grain: one row per line of registers/klachten, of its newest delivery.
with

judged as (

    select
        *,
        {{ is_newest_delivery() }} as is_geldig
    from {{ ref('stg_registers__klachten') }}

)

select
    klacht_nummer,
    ontvangen_op,
    ontvanger,
    gemeente_code,
    wet,
    zorgsoort,
    aanbieder_agb,
    onderwerp,
    afgehandeld_op,
    uitkomst,
    _delivered_on as geleverd_op,
    _source_file_id,
    _rij
from judged
where is_geldig
