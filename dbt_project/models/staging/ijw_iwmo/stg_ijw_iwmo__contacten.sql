-- Grain: one row per address of the client per received message.
-- Renames only: raw has the types of the standard.
with

source as (

    select * from {{ source('raw_ijw_iwmo', 'contacten') }}

),

renamed as (

    select
        -- keys
        client_pseudoniem as client_id,

        -- what
        soort as adres_soort,
        adres_postcode_pc4 as postcode_pc4,

        -- when
        periode_begindatum as adres_begindatum,
        periode_einddatum as adres_einddatum,

        -- lineage
        _source_file_id,
        _rij,
        _parent_rij,
        _loaded_at

    from source

)

select * from renamed
