-- Grain: one row per toewijzing per received message.
-- Renames only: raw has the types of the standard.
with

source as (

    select * from {{ source('raw_ijw_iwmo', 'toewijzingen') }}

),

renamed as (

    select
        -- keys
        client_pseudoniem as client_id,
        toewijzingnummer as toewijzing_nummer,
        referentieaanbieder as referentie_aanbieder,

        -- what
        product_categorie,
        product_code,
        redenwijziging as reden_wijziging,
        omvang_volume,
        omvang_eenheid,
        omvang_frequentie,
        budget as budget_eurocent,

        -- when
        toewijzingsdatum,
        toewijzingstijd,
        ingangsdatum,
        einddatum,

        -- lineage
        _source_file_id,
        _rij,
        _parent_rij,
        _loaded_at

    from source

)

select * from renamed
