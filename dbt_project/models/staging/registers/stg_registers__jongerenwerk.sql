-- Grain: one row per line of registers/jongerenwerk per delivery. Renames only.
with

source as (

    select * from {{ source('raw_registers', 'jongerenwerk') }}

),

renamed as (

    select
        traject_nummer,
        begonnen_op,
        beeindigd_op,
        leeftijd,
        geslacht,
        gemeente_code,
        stadsdeel,
        is_alternatief_voor_begeleiding,

        -- lineage
        _delivered_on,
        _source_file_id,
        _rij,
        _loaded_at
    from source

)

select * from renamed
