-- Grain: one row per client per received message.
-- Renames only: raw has the types of the standard.
with

source as (

    select * from {{ source('raw_ijw_iwmo', 'clienten') }}

),

renamed as (

    select
        -- keys
        client_pseudoniem as client_id,

        -- what
        geboortemaand,
        geboortejaar,
        geboortedatum_datumgebruik as geboortedatum_gebruik,
        geslacht,
        naam_naamgebruik as naam_gebruik,
        communicatie_vorm as communicatievorm,
        juridischestatus as juridische_status,
        wettelijkevertegenwoordiging as wettelijke_vertegenwoordiging,
        gezagsdragerbekend as gezagsdrager_bekend,

        -- lineage
        _source_file_id,
        _rij,
        _parent_rij,
        _loaded_at

    from source

)

select * from renamed
