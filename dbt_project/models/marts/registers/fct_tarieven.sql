-- Grain: one row per line of registers/tarieven, of its newest delivery.
with

judged as (

    select
        *,
        {{ is_newest_delivery() }} as is_geldig
    from {{ ref('stg_registers__tarieven') }}

)

select
    gemeente_code,
    wet,
    product_categorie,
    product_code,
    aanbieder_agb,
    geldig_van,
    geldig_tot,
    eenheid,
    tarief_euro,
    prijspeil,
    _delivered_on as geleverd_op,
    _source_file_id,
    _rij
from judged
where is_geldig
