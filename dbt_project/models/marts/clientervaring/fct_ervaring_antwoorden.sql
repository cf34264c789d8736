-- Grain: one row per line of clientervaring/ervaring_antwoorden, of every delivery; is_geldig marks the newest.
with

judged as (

    select
        *,
        {{ is_newest_delivery(['onderzoek', 'golf']) }} as is_geldig
    from {{ ref('stg_clientervaring__ervaring_antwoorden') }}

)

select
    onderzoek,
    golf,
    meetdatum,
    respondent_nummer,
    informant,
    gemeente_code,
    stadsdeel,
    leeftijdsgroep,
    wet,
    zorgsoort,
    heeft_basishulp,
    vraag_code,
    schaal,
    antwoord,
    gewicht,
    _delivered_on as geleverd_op,
    is_geldig,
    _source_file_id,
    _rij
from judged
