-- Grain: one row per line of registers/rmz, of its newest delivery.
with

judged as (

    select
        *,
        {{ is_newest_delivery() }} as is_geldig
    from {{ ref('stg_registers__rmz') }}

)

select
    melding_nummer,
    gemeld_op,
    soort,
    melder,
    gemeente_code,
    wet,
    zorgsoort,
    aanbieder_agb,
    status,
    afgerond_op,
    _delivered_on as geleverd_op,
    _source_file_id,
    _rij
from judged
where is_geldig
