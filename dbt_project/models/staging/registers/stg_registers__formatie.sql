-- Grain: one row per line of registers/formatie per delivery. Renames only.
with

source as (

    select * from {{ source('raw_registers', 'formatie') }}

),

renamed as (

    select
        peildatum,
        organisatie,
        functie,
        herkomst,
        fte,
        fte_vertrokken_12_maanden,
        aantal_locaties,

        -- lineage
        _delivered_on,
        _source_file_id,
        _rij,
        _loaded_at
    from source

)

select * from renamed
