-- Grain: one row per line of registers/financien per delivery. Renames only.
with

source as (

    select * from {{ source('raw_registers', 'financien') }}

),

renamed as (

    select
        periode_start,
        periode_eind,
        gemeente_code,
        soort,
        programma,
        wet,
        zorgsoort,
        organisatie,
        interventie_id,
        bedrag_euro,
        index as prijsindex,
        prijspeil,

        -- lineage
        _delivered_on,
        _source_file_id,
        _rij,
        _loaded_at
    from source

)

select * from renamed
