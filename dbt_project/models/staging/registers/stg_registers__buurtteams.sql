-- Grain: one row per line of registers/buurtteams per delivery. Renames only.
with

source as (

    select * from {{ source('raw_registers', 'buurtteams') }}

),

renamed as (

    select
        peildatum,
        team_soort,
        team,
        stadsdeel,
        dossier_nummer,
        client_pseudoniem as client_id,
        gezin_nummer,
        geboortejaar,
        gemeente_code,
        aangemeld_op,
        eerste_gesprek_op,
        begonnen_op,
        beeindigd_op,
        uitstroomreden,
        is_doorverwezen,
        doorverwezen_op,
        doorverwezen_zorgsoort,
        werkvorm,
        groep_nummer,
        rol,
        digitaal,
        thema,

        -- lineage
        _delivered_on,
        _source_file_id,
        _rij,
        _loaded_at
    from source

)

select * from renamed
