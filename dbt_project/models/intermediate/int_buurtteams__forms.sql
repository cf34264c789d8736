-- Grain: one row per dossier or group, indicator, reading and period. IND062 to IND067.
{% set has = ['gemeente_code', 'wet', 'stadsdeel'] %}
{% set kalender = ['kwartaal', 'jaar'] %}
with

dossiers as (

    select
        *,
        coalesce(werkvorm in ('groep', 'beide') or groep_nummer is not null, false) as is_in_groep,
        digitaal in ('blended', 'volledig') as is_digitaal
    from {{ ref('int_buurtteams__dossiers') }}

),

judged as (

    select
        *,
        max(_delivered_on) over (partition by team_soort) as bekend_tot,
        {{ is_newest_delivery(['team_soort']) }} as is_geldig
    from {{ ref('stg_registers__buurtteam_groepen') }}

),

groups as (

    select
        team_soort,
        groep_nummer,
        null::text as persoon,
        case team_soort when 'bjg' then 'jeugdwet' when 'btv' then 'wmo' else 'onbekend' end as wet,
        {{ or_unknown('stadsdeel') }} as stadsdeel,
        is_nieuw,
        begonnen_op,
        beeindigd_op,
        aantal_deelnemers,
        'groep=' || naam as dimensies,
        bekend_tot
    from judged
    where is_geldig

),

-- who is in a group, on the first day that the group meets
members as (

    select
        dossiers.persoon,
        dossiers.gemeente_code,
        dossiers.wet,
        dossiers.stadsdeel,
        dossiers.geboortejaar,
        dossiers.dimensies || '|rol=' || dossiers.rol as dimensies,
        coalesce(groups.begonnen_op, dossiers.begonnen_op) as begin_groep,
        dossiers.bekend_tot
    from dossiers
    left join groups
        on dossiers.team_soort = groups.team_soort and dossiers.groep_nummer = groups.groep_nummer
    where dossiers.groep_nummer is not null

),

-- every quarter that a trajectory ran in
running as (

    select
        dossiers.*,
        quarters.quarter_at::date as kwartaal
    from dossiers
    cross join
        generate_series(
            {{ period_start("'kwartaal'", 'dossiers.begonnen_op') }}::timestamp,
            least(dossiers.beeindigd_op, dossiers.bekend_tot)::timestamp,
            interval '3 months'
        ) as quarters (quarter_at)
    where dossiers.begonnen_op is not null

),

-- and every year, once
running_in_year as (

    select distinct on (dossier, {{ period_start("'jaar'", 'kwartaal') }}) *
    from running
    order by dossier, {{ period_start("'jaar'", 'kwartaal') }}, kwartaal

)

{{ measured(
    'IND062', 'personen', 'members', 'begin_groep', kalender, has, teller='0',
    age='extract(year from members.begin_groep) - members.geboortejaar'
) }}
union all
{{ measured(
    'IND062', 'aantal', 'groups', 'begonnen_op', kalender, ['wet', 'stadsdeel'], teller='groups.aantal_deelnemers',
    reading='opgave_van_de_groep'
) }}
union all
{{ measured('IND063', 'aantal', 'groups', 'begonnen_op', kalender, ['wet', 'stadsdeel']) }}
union all
{{ measured('IND064', 'aantal', 'groups', 'begonnen_op', ['jaar'], ['wet', 'stadsdeel'], condition='groups.is_nieuw') }}
{% for relation, period in [('running', 'kwartaal'), ('running_in_year', 'jaar')] -%}
    {% set age = 'extract(year from ' ~ relation ~ '.kwartaal) - ' ~ relation ~ '.geboortejaar' -%}
    union all
{{ measured(
    'IND065', 'aandeel', relation, 'kwartaal', [period], has, age=age, noemer='1',
    teller=relation ~ '.is_in_groep::integer', condition=relation ~ ".wet = 'wmo'"
) }}
    union all
{{ measured(
    'IND066', 'aandeel', relation, 'kwartaal', [period], has, age=age, noemer='1',
    teller=relation ~ '.is_digitaal::integer', condition=relation ~ ".wet = 'wmo'"
) }}
    union all
{{ measured(
    'IND067', 'personen', relation, 'kwartaal', [period], has, age=age, teller='0', condition=relation ~ '.is_digitaal'
) }}
{% endfor %}
