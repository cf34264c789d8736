-- Grain: one row per line of registers/bevolking per delivery. Renames only.
with

source as (

    select * from {{ source('raw_registers', 'bevolking') }}

),

renamed as (

    select
        peildatum,
        gemeente_code,
        gebied_soort,
        gebied,
        leeftijd_van,
        leeftijd_tot,
        geslacht,
        aantal,

        -- lineage
        _delivered_on,
        _source_file_id,
        _rij,
        _loaded_at
    from source

)

select * from renamed
