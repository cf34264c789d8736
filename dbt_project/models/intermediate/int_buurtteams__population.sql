-- Grain: one row per person or application, indicator, reading and month. IND056, IND057.
{% set has = ['gemeente_code', 'wet', 'stadsdeel'] %}
with

dossiers as (

    select * from {{ ref('int_buurtteams__dossiers') }}

),

-- care of the last months is not claimed yet
known as (

    select
        dossiers.wet,
        max(dossiers.bekend_tot) as bekend_tot,
        least(
            max(dossiers.bekend_tot),
            (
                {{ month_start('max(gegevens.gegevens_tot_en_met)') }}
                - interval '{{ (var('voorlopige_maanden') | int) - 1 }} months'
            )::date - 1
        ) as gedeclareerd_tot
    from dossiers
    left join {{ ref('int_gegevens__tot_en_met') }} as gegevens on gegevens.bron = 'ijw_iwmo'
    group by dossiers.wet

),

-- who is helped by a team on the last day of a month
helped as (

    select
        dossiers.persoon,
        dossiers.gemeente_code,
        dossiers.wet,
        dossiers.stadsdeel,
        months.month_at::date - 1 as peildatum,
        known.gedeclareerd_tot as bekend_tot
    from dossiers
    inner join known on dossiers.wet = known.wet
    cross join
        generate_series(
            {{ month_start('dossiers.begonnen_op') }} + interval '1 month',
            (least(dossiers.beeindigd_op, dossiers.bekend_tot) + 1)::timestamp,
            interval '1 month'
        ) as months (month_at)
    where dossiers.begonnen_op is not null

),

-- who has begeleiding of a provider in the month, for each team that tells of that month
cared_for as (

    select
        zorggebruik.client_id as persoon,
        zorggebruik.gemeente_code,
        zorggebruik.wet,
        coalesce(clienten.stadsdeel, 'onbekend') as stadsdeel,
        {{ month_end('zorggebruik.maand') }} as peildatum,
        known.gedeclareerd_tot as bekend_tot
    from {{ ref('int_zorggebruik__monthly') }} as zorggebruik
    inner join known
        on zorggebruik.wet = known.wet and {{ month_end('zorggebruik.maand') }} <= known.bekend_tot
    left join {{ ref('int_clienten__periods') }} as clienten
        on
            zorggebruik.client_id = clienten.client_id
            and {{ month_end('zorggebruik.maand') }} between clienten.geldig_van and clienten.geldig_tot
    where zorggebruik.zorgsoort in ('begeleiding_jeugd', 'wmo_begeleiding')

),

together as (

    select
        *,
        true as is_van_team
    from helped

    union all

    select
        *,
        false as is_van_team
    from cared_for

),

-- a person counts once; who is helped by the team as well, is where the team says
persons as (

    select distinct on (persoon, wet, peildatum)
        persoon,
        gemeente_code,
        wet,
        stadsdeel,
        peildatum,
        null::text as dimensies,
        is_van_team,
        bekend_tot
    from together
    order by persoon asc, wet asc, peildatum asc, is_van_team desc, gemeente_code asc, stadsdeel asc

)

{{ measured(
    'IND056', 'aandeel', 'persons', 'peildatum', ['maand'], has, noemer='1', teller='persons.is_van_team::integer',
    condition='extract(month from persons.peildatum) in (3, 6, 9, 12)'
) }}
union all
{{ measured(
    'IND056', 'aandeel', 'dossiers', 'aangemeld_op', ['kwartaal', 'jaar'], has, noemer='1', reading='van_de_aanmeldingen',
    teller='(not dossiers.is_doorverwezen)::integer'
) }}
union all
{{ measured(
    'IND057', 'personen', 'persons', 'peildatum', ['maand'], ['gemeente_code', 'wet', 'stadsdeel'], teller='0',
    condition="persons.wet = 'wmo'"
) }}
