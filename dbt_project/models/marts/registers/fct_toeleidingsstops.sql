-- Grain: one row per line of registers/toeleidingsstops, of the newest delivery of each deliverer.
with

judged as (

    select
        *,
        {{ is_newest_delivery(['gemeente_code']) }} as is_geldig
    from {{ ref('stg_registers__toeleidingsstops') }}

)

select
    stop_nummer,
    normering_nummer,
    aanbieder_agb,
    wet,
    zorgsoort,
    productgroep,
    gemeente_code,
    status,
    aangekondigd_op,
    analyse_op,
    stop_van,
    stop_tot,
    reden,
    _delivered_on as geleverd_op,
    _source_file_id,
    _rij
from judged
where is_geldig
