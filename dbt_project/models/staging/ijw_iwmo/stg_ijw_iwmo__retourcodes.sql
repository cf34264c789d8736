-- Grain: one row per retour code per received message.
-- Renames only: raw has the types of the standard.
with

source as (

    select * from {{ source('raw_ijw_iwmo', 'retourcodes') }}

),

renamed as (

    select
        -- what
        klasse,
        retourcode as retour_code,

        -- lineage
        _source_file_id,
        _rij,
        _parent_rij,
        _loaded_at

    from source

)

select * from renamed
