-- Grain: one row per dossier or team, indicator, reading and period. IND049, IND050, IND051.
{% set has = ['gemeente_code', 'wet', 'stadsdeel'] %}
{% set kalender = ['maand', 'kwartaal', 'halfjaar', 'jaar'] %}
{% set wachttijden = [
    (none, 'gemiddelde', 'begonnen_op'), ('mediaan', 'mediaan', 'begonnen_op'),
    ('tot_eerste_gesprek', 'gemiddelde', 'eerste_gesprek_op'),
] %}
{% set leeftijd = 'extract(year from dossiers.aangemeld_op) - dossiers.geboortejaar' %}
with

dossiers as (

    select * from {{ ref('int_buurtteams__dossiers') }}

),

-- last days of months on which somebody has applied and neither begun nor gone
waiting as (

    select
        dossiers.*,
        months.month_at::date - 1 as wacht_op
    from dossiers
    cross join generate_series(
        {{ month_start('dossiers.aangemeld_op') }} + interval '1 month',
        least(dossiers.begonnen_op, dossiers.beeindigd_op, dossiers.bekend_tot + 1)::timestamp,
        interval '1 month'
    ) as months (month_at)

),

-- what the teams themselves give as their list
judged as (

    select
        *,
        {{ is_newest_delivery(['peildatum', 'team_soort']) }} as is_geldig
    from {{ ref('stg_wachtlijsten__buurtteams') }}

),

lists as (

    select
        null::text as persoon,
        case team_soort when 'bjg' then 'jeugdwet' when 'btv' then 'wmo' else 'onbekend' end as wet,
        {{ or_unknown('stadsdeel') }} as stadsdeel,
        'team=' || {{ or_unknown('team') }} as dimensies,
        peildatum,
        aantal_wachtenden,
        peildatum as bekend_tot
    from judged
    where is_geldig and peildatum = {{ month_end('peildatum') }}

),

waiting_units as (

    select
        wacht_op,
        gezin_of_persoon as persoon,
        gemeente_code,
        wet,
        stadsdeel,
        dimensies,
        geboortejaar,
        bekend_tot
    from waiting

)

{% set decided = 'dossiers.eerste_gesprek_op is not null or dossiers.beeindigd_op is not null'
    ~ ' or dossiers.aangemeld_op + ' ~ var('buurtteam_norm_dagen') ~ ' < dossiers.bekend_tot' %}
{{ measured(
    'IND049', 'aandeel', 'dossiers', 'aangemeld_op', kalender, has, age=leeftijd, noemer='1',
    teller='(coalesce(dossiers.eerste_gesprek_op - dossiers.aangemeld_op <= ' ~ var('buurtteam_norm_dagen') ~ ', false))::integer',
    condition='(' ~ decided ~ ')', known_until='dossiers.bekend_tot - ' ~ var('buurtteam_norm_dagen')
) }}
union all
{{ measured(
    'IND049', 'aandeel', 'dossiers', 'aangemeld_op', kalender, has, age=leeftijd, noemer='1', reading='begin_van_de_hulp',
    teller='(coalesce(dossiers.begonnen_op - dossiers.aangemeld_op <= ' ~ var('buurtteam_norm_dagen') ~ ', false))::integer',
    condition='(' ~ decided | replace('eerste_gesprek_op', 'begonnen_op') ~ ')',
    known_until='dossiers.bekend_tot - ' ~ var('buurtteam_norm_dagen')
) }}
union all
{% for reading, maat, day in wachttijden -%}
{{ measured(
    'IND050', maat, 'dossiers', day, kalender, has, age=leeftijd, noemer='1', reading=reading, person='dossier',
    teller='dossiers.' ~ day ~ ' - dossiers.aangemeld_op'
) }}
    union all
{% endfor -%}
{{ measured(
    'IND051', 'personen', 'waiting_units', 'wacht_op', ['maand'], has, teller='0',
    age='extract(year from waiting_units.wacht_op) - waiting_units.geboortejaar'
) }}
union all
{{ measured(
    'IND051', 'aantal', 'lists', 'peildatum', ['maand'], ['wet', 'stadsdeel'], teller='lists.aantal_wachtenden',
    reading='opgave_van_het_team'
) }}
