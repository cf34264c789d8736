-- Grain: one row per line of registers/gebied per delivery. Renames only.
with

source as (

    select * from {{ source('raw_registers', 'gebied') }}

),

renamed as (

    select
        postcode,
        gemeente_code,
        buurt_code,
        buurt,
        wijk_code,
        wijk,
        stadsdeel,
        buurtteam_gebied,
        geldig_van,
        geldig_tot,

        -- lineage
        _delivered_on,
        _source_file_id,
        _rij,
        _loaded_at
    from source

)

select * from renamed
