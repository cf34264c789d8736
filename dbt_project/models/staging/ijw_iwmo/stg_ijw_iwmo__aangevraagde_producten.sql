-- Grain: one row per requested product per received message.
-- Renames only: raw has the types of the standard.
with

source as (

    select * from {{ source('raw_ijw_iwmo', 'aangevraagde_producten') }}

),

renamed as (

    select
        -- keys
        client_pseudoniem as client_id,
        referentieaanbieder as referentie_aanbieder,
        beschikkingnummer as beschikking_nummer,

        -- what
        product_categorie,
        product_code,
        omvang_volume,
        omvang_eenheid,
        omvang_frequentie,
        budget as budget_eurocent,
        verwijzer_type,
        verwijzer_zorgverlenercode as verwijzer_agb,
        raamcontract,

        -- when
        beschikkingingangsdatum as beschikking_ingangsdatum,
        toewijzingingangsdatum as toewijzing_ingangsdatum,
        toewijzingeinddatum as toewijzing_einddatum,

        -- lineage
        _source_file_id,
        _rij,
        _parent_rij,
        _loaded_at

    from source

)

select * from renamed
