-- Grain: one row per respondent of a wave of a survey, with his mark and whether help was good and fitting.
with

antwoorden as (

    select
        *,
        is_beantwoord and vraag_code in ({{ quoted(var('goed_passend_vragen')) }}) as is_over_goed_passend
    from {{ ref('fct_ervaring_antwoorden') }}
    where is_geldig

)

select
    onderzoek,
    golf,
    respondent_nummer,
    max(meetdatum) as meetdatum,
    min(informant) as informant,
    min(gemeente_code) as gemeente_code,
    min(stadsdeel) as stadsdeel,
    min(leeftijdsgroep) as leeftijdsgroep,
    min(wet) as wet,
    min(zorgsoort) as zorgsoort,
    coalesce(bool_or(heeft_basishulp), false) or onderzoek like 'buurtteam%' as heeft_basishulp,
    trim_scale(avg(antwoord::numeric) filter (where is_beantwoord and schaal = 'rapportcijfer')) as rapportcijfer,
    -- the two questions are one judgement: good and fitting is both, of those that were answered
    bool_and(is_positief) filter (where is_over_goed_passend) as is_goed_passend,
    max(gewicht) as gewicht
from antwoorden
group by onderzoek, golf, respondent_nummer
