-- Grain: one row per start per received message.
-- Renames only: raw has the types of the standard.
with

source as (

    select * from {{ source('raw_ijw_iwmo', 'startproducten') }}

),

renamed as (

    select
        -- keys
        client_pseudoniem as client_id,
        toewijzingnummer as toewijzing_nummer,

        -- what
        product_categorie,
        product_code,
        statusaanlevering as status_aanlevering,

        -- when
        toewijzingingangsdatum as toewijzing_ingangsdatum,
        begindatum,

        -- lineage
        _source_file_id,
        _rij,
        _parent_rij,
        _loaded_at

    from source

)

select * from renamed
