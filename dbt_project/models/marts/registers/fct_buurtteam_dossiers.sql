-- Grain: one row per line of registers/buurtteams, of every delivery; is_geldig marks the newest.
with

judged as (

    select
        *,
        {{ is_newest_delivery(['peildatum', 'team_soort']) }} as is_geldig
    from {{ ref('stg_registers__buurtteams') }}

)

select
    peildatum,
    team_soort,
    team,
    stadsdeel,
    dossier_nummer,
    client_id,
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
    _delivered_on as geleverd_op,
    is_geldig,
    _source_file_id,
    _rij
from judged
