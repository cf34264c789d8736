-- Grain: one row per line of registers/producten per delivery. Renames only.
with

source as (

    select * from {{ source('raw_registers', 'producten') }}

),

renamed as (

    select
        gemeente_code,
        wet,
        product_categorie,
        product_code,
        geldig_van,
        geldig_tot,
        product_naam,
        zorgsoort,
        productgroep,
        eenheid,
        is_groep,
        is_verblijf,
        is_zbo,
        scope_uitvoeringsagenda,
        scope_prognosemodel,
        scope_begroting_jeugd,

        -- lineage
        _delivered_on,
        _source_file_id,
        _rij,
        _loaded_at
    from source

)

select * from renamed
