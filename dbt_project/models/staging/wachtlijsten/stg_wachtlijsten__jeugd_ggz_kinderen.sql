-- Grain: one row per line of wachtlijsten/jeugd_ggz_kinderen per delivery. Renames only.
with

source as (

    select * from {{ source('raw_wachtlijsten', 'jeugd_ggz_kinderen') }}

),

renamed as (

    select
        peildatum,
        aanbieder_agb,
        volgnummer,
        client_pseudoniem as client_id,
        geboortejaar,
        geslacht,
        gemeente_code,
        vorm,
        fase,
        urgentie,
        verwijzer,
        aangemeld_op,
        eerste_gesprek_op,
        dagen_wachtend,
        heeft_overbruggingszorg,
        wacht_ook_elders,

        -- lineage
        _delivered_on,
        _source_file_id,
        _rij,
        _loaded_at
    from source

)

select * from renamed
