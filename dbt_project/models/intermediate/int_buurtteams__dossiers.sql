-- Grain: one row per dossier of a Buurtteam, as its newest standing tells it.
with

judged as (

    select
        *,
        -- a standing is whole: a later one holds all that an earlier one did
        max(peildatum) over (partition by team_soort) as bekend_tot,
        {{ is_newest_delivery(['peildatum', 'team_soort']) }} as is_geldig
    from {{ ref('stg_registers__buurtteams') }}

)

select
    team_soort || '/' || dossier_nummer as dossier,
    team_soort,
    case team_soort when 'bjg' then 'jeugdwet' when 'btv' then 'wmo' else 'onbekend' end as wet,
    gemeente_code,
    {{ or_unknown('stadsdeel') }} as stadsdeel,
    client_id,
    -- without a person the dossier is the nearest to one
    coalesce(client_id, team_soort || '/' || dossier_nummer) as persoon,
    -- the youth teams help families, the others persons
    case
        when team_soort = 'bjg' and gezin_nummer is not null then 'gezin/' || gezin_nummer
        else coalesce(client_id, team_soort || '/' || dossier_nummer)
    end as gezin_of_persoon,
    geboortejaar,
    aangemeld_op,
    eerste_gesprek_op,
    begonnen_op,
    beeindigd_op,
    is_doorverwezen,
    doorverwezen_op,
    doorverwezen_zorgsoort,
    {{ or_unknown('uitstroomreden') }} as uitstroomreden,
    {{ or_unknown('werkvorm') }} as werkvorm,
    groep_nummer,
    {{ or_unknown('rol') }} as rol,
    digitaal,
    'team=' || {{ or_unknown('team') }} || '|werkvorm=' || {{ or_unknown('werkvorm') }} as dimensies,
    bekend_tot
from judged
where is_geldig and peildatum = bekend_tot
