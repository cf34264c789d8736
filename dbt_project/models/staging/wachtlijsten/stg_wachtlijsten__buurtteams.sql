-- Grain: one row per line of wachtlijsten/buurtteams per delivery. Renames only.
with

source as (

    select * from {{ source('raw_wachtlijsten', 'buurtteams') }}

),

renamed as (

    select
        peildatum,
        team_soort,
        team,
        stadsdeel,
        eenheid,
        aantal_wachtenden,
        waarvan_langer_dan_14_dagen,
        gemiddelde_wachttijd_dagen,

        -- lineage
        _delivered_on,
        _source_file_id,
        _rij,
        _loaded_at
    from source

)

select * from renamed
