-- Grain: one row per dossier, indicator, reading and period. IND052, IND053, IND054, IND055.
{% set has = ['gemeente_code', 'wet', 'stadsdeel'] %}
{% set kalender = ['kwartaal', 'halfjaar', 'jaar'] %}
with

dossiers as (

    select * from {{ ref('int_buurtteams__dossiers') }}

),

toewijzingen as (

    select
        client_id,
        wet,
        toewijzingsdatum
    from {{ ref('int_toewijzingen__latest_version') }}
    where not is_verwijderd

),

begun as (

    select
        dossiers.*,
        {{ period_end("'halfjaar'", period_start("'halfjaar'", 'begonnen_op')) }} as halfjaar_eind
    from dossiers
    where dossiers.begonnen_op is not null

),

-- whether the messages know of a toewijzing from the begin to the end, or in the half year of the begin
begun_with_messages as (

    select
        begun.*,
        exists(
            select 1
            from toewijzingen
            where
                toewijzingen.client_id = begun.client_id
                and toewijzingen.wet = begun.wet
                and toewijzingen.toewijzingsdatum between begun.begonnen_op and begun.beeindigd_op
        ) as is_toegewezen,
        exists(
            select 1
            from toewijzingen
            where
                toewijzingen.client_id = begun.client_id
                and toewijzingen.wet = begun.wet
                and toewijzingen.toewijzingsdatum between begun.begonnen_op and begun.halfjaar_eind
        ) as is_toegewezen_in_halfjaar
    from begun

),

ended_by_reason as (

    select
        dossier,
        persoon,
        gezin_of_persoon,
        gemeente_code,
        wet,
        stadsdeel,
        geboortejaar,
        beeindigd_op,
        is_doorverwezen,
        is_toegewezen,
        client_id,
        dimensies || '|uitstroomreden=' || uitstroomreden as dimensies,
        bekend_tot
    from begun_with_messages
    where beeindigd_op is not null

)

{% set bij_begin = 'extract(year from begun_with_messages.begonnen_op) - begun_with_messages.geboortejaar' %}
{% set bij_einde = 'extract(year from ended_by_reason.beeindigd_op) - ended_by_reason.geboortejaar' %}
{% for code, relation, day, age in [
    ('IND052', 'begun_with_messages', 'begonnen_op', bij_begin),
    ('IND053', 'ended_by_reason', 'beeindigd_op', bij_einde),
] -%}
    {{ measured(code, 'aantal', relation, day, kalender, has, age=age) }}
    union all
    {{ measured(code, 'personen', relation, day, kalender, has, age=age, teller='0', reading='personen') }}
    union all
{{ measured(
    code, 'personen', relation, day, kalender, has, age=age, teller='0', person='gezin_of_persoon', reading='gezinnen'
) }}
    union all
{% endfor -%}
{{ measured(
    'IND054', 'aandeel', 'ended_by_reason', 'beeindigd_op', kalender, has, age=bij_einde, noemer='1',
    teller='(not ended_by_reason.is_doorverwezen)::integer', condition="ended_by_reason.wet = 'jeugdwet'"
) }}
union all
{{ measured(
    'IND054', 'aandeel', 'ended_by_reason', 'beeindigd_op', kalender, has, age=bij_einde, noemer='1',
    reading='volgens_toewijzingen', teller='(not ended_by_reason.is_toegewezen)::integer',
    condition="ended_by_reason.wet = 'jeugdwet' and ended_by_reason.client_id is not null"
) }}
union all
{{ measured(
    'IND055', 'aandeel', 'begun_with_messages', 'begonnen_op', ['halfjaar'], has, age=bij_begin, noemer='1',
    teller="coalesce(begun_with_messages.doorverwezen_zorgsoort = 'wmo_begeleiding'"
        ~ ' and begun_with_messages.doorverwezen_op <= begun_with_messages.halfjaar_eind, false)::integer',
    condition="begun_with_messages.wet = 'wmo'"
) }}
union all
{{ measured(
    'IND055', 'aandeel', 'begun_with_messages', 'begonnen_op', ['halfjaar'], has, age=bij_begin, noemer='1',
    reading='volgens_toewijzingen', teller='begun_with_messages.is_toegewezen_in_halfjaar::integer',
    condition="begun_with_messages.wet = 'wmo' and begun_with_messages.client_id is not null"
) }}
