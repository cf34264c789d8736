-- Grain: one row per request for a change per received message.
-- Renames only: raw has the types of the standard.
with

source as (

    select * from {{ source('raw_ijw_iwmo', 'verzoeken') }}

),

renamed as (

    select
        -- keys
        client_pseudoniem as client_id,
        referentieaanbieder as referentie_aanbieder,

        -- what
        redenverzoek as reden_verzoek,

        -- lineage
        _source_file_id,
        _rij,
        _parent_rij,
        _loaded_at

    from source

)

select * from renamed
