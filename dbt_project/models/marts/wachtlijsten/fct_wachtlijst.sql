-- Grain: one row per counted line of a waiting list, of every delivery; is_geldig marks the newest.
with

jeugd_ggz as (

    select
        *,
        {{ is_newest_delivery(['peildatum', 'aanbieder_agb']) }} as is_geldig
    from {{ ref('stg_wachtlijsten__jeugd_ggz') }}

),

buurtteams as (

    select
        *,
        {{ is_newest_delivery(['peildatum', 'team_soort']) }} as is_geldig
    from {{ ref('stg_wachtlijsten__buurtteams') }}

)

select
    'jeugd_ggz' as lijst,
    peildatum,
    gemeente_code,
    null::text as stadsdeel,
    aanbieder_agb,
    vestiging,
    null::text as team_soort,
    null::text as team,
    vorm,
    leeftijdsgroep,
    fase,
    'kinderen' as eenheid,
    aantal_wachtenden,
    waarvan_langer_dan_norm,
    waarvan_langer_dan_26_weken,
    gemiddelde_wachttijd_weken * 7 as gemiddelde_wachttijd_dagen,
    mediane_wachttijd_weken * 7 as mediane_wachttijd_dagen,
    methode,
    is_aanmeldstop,
    overbruggingszorg_aantal,
    is_dubbel_bekend,
    _delivered_on as geleverd_op,
    is_geldig,
    _source_file_id,
    _rij
from jeugd_ggz

union all

select
    'buurtteams' as lijst,
    peildatum,
    null::text as gemeente_code,
    stadsdeel,
    null::text as aanbieder_agb,
    null::text as vestiging,
    team_soort,
    team,
    null::text as vorm,
    null::text as leeftijdsgroep,
    null::text as fase,
    eenheid,
    aantal_wachtenden,
    -- the norm of a Buurtteam: a first talk within 14 days
    waarvan_langer_dan_14_dagen as waarvan_langer_dan_norm,
    null::bigint as waarvan_langer_dan_26_weken,
    gemiddelde_wachttijd_dagen,
    null::numeric as mediane_wachttijd_dagen,
    null::text as methode,
    null::boolean as is_aanmeldstop,
    null::bigint as overbruggingszorg_aantal,
    null::boolean as is_dubbel_bekend,
    _delivered_on as geleverd_op,
    is_geldig,
    _source_file_id,
    _rij
from buurtteams
