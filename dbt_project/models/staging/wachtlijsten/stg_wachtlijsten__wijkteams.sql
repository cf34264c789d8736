-- Grain: one row per line of wachtlijsten/wijkteams per delivery. Renames only.
with

source as (

    select * from {{ source('raw_wachtlijsten', 'wijkteams') }}

),

renamed as (

    select
        periode_start,
        periode_eind,
        stadsdeel,
        gemiddelde_wachttijd_weken,
        aantal_aanmeldingen,

        -- lineage
        _delivered_on,
        _source_file_id,
        _rij,
        _loaded_at
    from source

)

select * from renamed
