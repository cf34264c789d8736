-- Grain: one row per line of registers/klachten, of the newest delivery of each deliverer.
with

judged as (

    select
        *,
        {{ is_newest_delivery(['aangeleverd_door']) }} as is_geldig
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
    aangeleverd_door,
    _delivered_on as geleverd_op,
    _source_file_id,
    _rij
from judged
where is_geldig
