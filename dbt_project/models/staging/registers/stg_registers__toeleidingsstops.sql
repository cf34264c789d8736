-- Grain: one row per line of registers/toeleidingsstops per delivery. Renames only.
with

source as (

    select * from {{ source('raw_registers', 'toeleidingsstops') }}

),

renamed as (

    select
        stop_nummer,
        normering_nummer,
        aanbieder_agb,
        wet,
        zorgsoort,
        productgroep,
        gemeente_code,
        status,
        aangekondigd_op,
        analyse_op,
        stop_van,
        stop_tot,
        reden,

        -- lineage
        _delivered_on,
        _source_file_id,
        _rij,
        _loaded_at
    from source

)

select * from renamed
