-- Grain: one row per line of wachtlijsten/jeugd_ggz per delivery. Renames only.
with

source as (

    select * from {{ source('raw_wachtlijsten', 'jeugd_ggz') }}

),

renamed as (

    select
        peildatum,
        aanbieder_agb,
        vestiging,
        gemeente_code,
        vorm,
        leeftijdsgroep,
        fase,
        aantal_wachtenden,
        waarvan_langer_dan_norm,
        waarvan_langer_dan_26_weken,
        gemiddelde_wachttijd_weken,
        mediane_wachttijd_weken,
        methode,
        is_aanmeldstop,
        overbruggingszorg_aantal,
        is_dubbel_bekend,

        -- lineage
        _delivered_on,
        _source_file_id,
        _rij,
        _loaded_at
    from source

)

select * from renamed
