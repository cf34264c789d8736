-- Grain: one row per new product in a request, per received message.
-- Renames only: raw has the types of the standard.
with

source as (

    select * from {{ source('raw_ijw_iwmo', 'nieuwe_producten') }}

),

renamed as (

    select
        -- keys
        client_pseudoniem as client_id,

        -- what
        product_categorie,
        product_code,
        omvang_volume,
        omvang_eenheid,
        omvang_frequentie,
        budget as budget_eurocent,

        -- when
        gewensteingangsdatum as gewenste_ingangsdatum,
        einddatum,

        -- lineage
        _source_file_id,
        _rij,
        _parent_rij,
        _loaded_at

    from source

)

select * from renamed
