-- Grain: one row per line of registers/duiding per delivery. Renames only.
with

source as (

    select * from {{ source('raw_registers', 'duiding') }}

),

renamed as (

    select
        gemeente_code,
        uitgave_code,
        indicator_code,
        duiding,

        -- lineage
        _delivered_on,
        _source_file_id,
        _rij,
        _loaded_at
    from source

)

select * from renamed
