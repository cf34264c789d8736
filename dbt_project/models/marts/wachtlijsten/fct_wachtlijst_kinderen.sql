-- Grain: one row per line of wachtlijsten/jeugd_ggz_kinderen, of every delivery; is_geldig marks the newest.
with

judged as (

    select
        *,
        {{ is_newest_delivery(['peildatum', 'aanbieder_agb']) }} as is_geldig
    from {{ ref('stg_wachtlijsten__jeugd_ggz_kinderen') }}

)

select
    peildatum,
    aanbieder_agb,
    volgnummer,
    client_id,
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
    _delivered_on as geleverd_op,
    is_geldig,
    _source_file_id,
    _rij
from judged
