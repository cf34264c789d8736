-- Grain: one row per line of registers/verblijf per delivery. Renames only.
with

source as (

    select * from {{ source('raw_registers', 'verblijf') }}

),

renamed as (

    select
        periode_start,
        periode_eind,
        soort,
        aanbieder_agb,
        gemeente_code,
        aantal,
        aangeleverd_door,

        -- lineage
        _delivered_on,
        _source_file_id,
        _rij,
        _loaded_at
    from source

)

select * from renamed
