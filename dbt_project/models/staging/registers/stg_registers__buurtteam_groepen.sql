-- Grain: one row per line of registers/buurtteam_groepen per delivery. Renames only.
with

source as (

    select * from {{ source('raw_registers', 'buurtteam_groepen') }}

),

renamed as (

    select
        groep_nummer,
        team_soort,
        naam,
        is_nieuw,
        stadsdeel,
        begonnen_op,
        beeindigd_op,
        aantal_deelnemers,

        -- lineage
        _delivered_on,
        _source_file_id,
        _rij,
        _loaded_at
    from source

)

select * from renamed
