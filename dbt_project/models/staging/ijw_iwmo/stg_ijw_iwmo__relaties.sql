-- Grain: one row per relation of the client per received message.
-- Renames only: raw has the types of the standard.
with

source as (

    select * from {{ source('raw_ijw_iwmo', 'relaties') }}

),

renamed as (

    select
        -- keys
        client_pseudoniem as client_id,

        -- what
        volgorde,
        soort as relatie_soort,
        geboortejaar,
        geboortedatum_datumgebruik as geboortedatum_gebruik,
        geslacht,
        naam_naamgebruik as naam_gebruik,
        contact_soort as adres_soort,
        contact_adres_postcode_pc4 as postcode_pc4,

        -- when
        contact_periode_begindatum as adres_begindatum,
        contact_periode_einddatum as adres_einddatum,

        -- lineage
        _source_file_id,
        _rij,
        _parent_rij,
        _loaded_at

    from source

)

select * from renamed
