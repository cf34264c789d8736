-- Grain: one row per line of registers/doorbraak, of its newest delivery.
with

judged as (

    select
        *,
        {{ is_newest_delivery() }} as is_geldig
    from {{ ref('stg_registers__doorbraak') }}

)

select
    zaak_nummer,
    aangemeld_op,
    aanmelder,
    stadsdeel,
    opgepakt_op,
    plan_op,
    afgesloten_op,
    is_intensieve_casus,
    zorgsoort,
    aanbieder_agb,
    _delivered_on as geleverd_op,
    _source_file_id,
    _rij
from judged
where is_geldig
