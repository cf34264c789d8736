-- Grain: one row per answer about a trajectory that ended, indicator, reading and period. IND124, 125, 127 and 128.
{% set has = ['gemeente_code', 'wet', 'zorgsoort', 'aanbieder_agb'] %}
{% set kalender = ['halfjaar', 'jaar'] %}
with

judged as (

    select
        *,
        {{ is_newest_delivery(['periode_start', 'aanbieder_agb']) }} as is_geldig
    from {{ ref('stg_registers__uitkomsten') }}

),

answers as (

    select
        *,
        'jeugdwet' as wet,
        aanbieder_agb || '/' || traject_nummer || '/' || coalesce(informant, '') as persoon,
        'informant=' || {{ or_unknown('informant') }} as dimensies,
        periode_eind as bekend_tot
    from judged
    where is_geldig and einde_op between periode_start and periode_eind

)

{{ measured(
    'IND124', 'gemiddelde', 'answers', 'einde_op', kalender, has, teller='answers.tevredenheid', noemer='1',
    condition='answers.tevredenheid is not null'
) }}
union all
{{ measured(
    'IND125', 'aandeel', 'answers', 'einde_op', kalender, has, noemer='1',
    teller='(answers.zonder_hulp_verder in (' ~ quoted(var('zonder_hulp_antwoorden')) ~ '))::integer',
    condition='answers.zonder_hulp_verder is not null'
) }}
union all
{{ measured(
    'IND125', 'aandeel', 'answers', 'einde_op', kalender, has, noemer='1', reading='geen_verdere_hulp_nodig',
    teller="(answers.zonder_hulp_verder = '04')::integer", condition='answers.zonder_hulp_verder is not null'
) }}
union all
{{ measured(
    'IND125', 'aandeel', 'answers', 'einde_op', kalender, has, noemer='1', reading='van_alle_beeindigde_trajecten',
    teller='coalesce(answers.zonder_hulp_verder in (' ~ quoted(var('zonder_hulp_antwoorden')) ~ '), false)::integer'
) }}
union all
{{ measured(
    'IND127', 'aandeel', 'answers', 'einde_op', kalender, has, noemer='1', teller='answers.minder_problemen::integer',
    condition='answers.minder_problemen is not null'
) }}
union all
{{ measured(
    'IND128', 'aandeel', 'answers', 'einde_op', kalender, has, teller='answers.doelen_bereikt',
    noemer='answers.doelen_gesteld', condition='answers.doelen_bereikt is not null and answers.doelen_gesteld > 0'
) }}
