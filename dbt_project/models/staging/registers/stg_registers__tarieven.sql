-- Grain: one row per line of registers/tarieven per delivery. Renames only.
with

source as (

    select * from {{ source('raw_registers', 'tarieven') }}

),

renamed as (

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

        -- lineage
        _delivered_on,
        _source_file_id,
        _rij,
        _loaded_at
    from source

)

select * from renamed
