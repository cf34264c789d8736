-- Grain: one row per toewijzing that a request leaves as it is, per received message.
-- Renames only: raw has the types of the standard.
with

source as (

    select * from {{ source('raw_ijw_iwmo', 'ongewijzigde_producten') }}

),

renamed as (

    select
        -- keys
        client_pseudoniem as client_id,
        toewijzingnummer as toewijzing_nummer,

        -- lineage
        _source_file_id,
        _rij,
        _parent_rij,
        _loaded_at

    from source

)

select * from renamed
