-- Grain: one row per line of registers/onderaannemers per delivery. Renames only.
with

source as (

    select * from {{ source('raw_registers', 'onderaannemers') }}

),

renamed as (

    select
        periode_start,
        periode_eind,
        hoofdaannemer_agb,
        onderaannemer_agb,
        onderaannemer_naam,
        wet,
        zorgsoort,
        bedrag_euro,

        -- lineage
        _delivered_on,
        _source_file_id,
        _rij,
        _loaded_at
    from source

)

select * from renamed
