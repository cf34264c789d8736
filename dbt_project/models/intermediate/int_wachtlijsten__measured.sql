-- Grain: one row per child or line of a waiting list of jeugd-GGZ, indicator, reading and half year. IND074 and IND075.
{% set has = ['gemeente_code', 'wet', 'zorgsoort', 'aanbieder_agb', 'leeftijdsgroep', 'geslacht'] %}
with

judged_children as (

    select
        *,
        {{ is_newest_delivery(['peildatum', 'aanbieder_agb']) }} as is_geldig
    from {{ ref('stg_wachtlijsten__jeugd_ggz_kinderen') }}

),

judged_lines as (

    select
        *,
        {{ is_newest_delivery(['peildatum', 'aanbieder_agb']) }} as is_geldig
    from {{ ref('stg_wachtlijsten__jeugd_ggz') }}

),

complete as (

    select * from {{ ref('int_wachtlijsten__complete') }}

),

children as (

    select
        judged.peildatum,
        judged.aanbieder_agb,
        judged.gemeente_code,
        'jeugdwet' as wet,
        'jeugd_ggz' as zorgsoort,
        null::text as leeftijdsgroep,
        extract(year from judged.peildatum) - judged.geboortejaar as leeftijd,
        case judged.geslacht when 'm' then 'man' when 'v' then 'vrouw' else 'onbekend' end as geslacht,
        judged.dagen_wachtend,
        'fase=' || judged.fase || '|vorm=' || judged.vorm || '|urgentie=' || judged.urgentie as dimensies,
        judged.aanbieder_agb || '/' || judged.volgnummer as regel,
        coalesce(judged.client_id, judged.aanbieder_agb || '/' || judged.volgnummer) as persoon,
        case when complete.is_volledig then judged.peildatum else judged.peildatum - 1 end as bekend_tot
    from judged_children as judged
    inner join complete on judged.peildatum = complete.peildatum
    where judged.is_geldig

),

-- what a provider gives as numbers counts where it gave no list of children
lines as (

    select
        judged.peildatum,
        judged.aanbieder_agb,
        judged.gemeente_code,
        'jeugdwet' as wet,
        'jeugd_ggz' as zorgsoort,
        {{ or_unknown('judged.leeftijdsgroep') }} as leeftijdsgroep,
        'onbekend' as geslacht,
        judged.aantal_wachtenden,
        judged.waarvan_langer_dan_26_weken,
        judged.gemiddelde_wachttijd_weken,
        'fase=' || judged.fase || '|vorm=' || judged.vorm as dimensies,
        null::text as persoon,
        case when complete.is_volledig then judged.peildatum else judged.peildatum - 1 end as bekend_tot,
        exists(
            select 1
            from judged_children
            where
                judged_children.peildatum = judged.peildatum
                and judged_children.aanbieder_agb = judged.aanbieder_agb
        ) as is_per_kind
    from judged_lines as judged
    inner join complete on judged.peildatum = complete.peildatum
    where judged.is_geldig

)

{{ measured(
    'IND074', 'personen', 'children', 'peildatum', ['halfjaar'], has, teller='0', age='children.leeftijd'
) }}
union all
{{ measured(
    'IND074', 'personen', 'lines', 'peildatum', ['halfjaar'], has, teller='lines.aantal_wachtenden',
    condition='not lines.is_per_kind'
) }}
union all
{{ measured(
    'IND074', 'aantal', 'lines', 'peildatum', ['halfjaar'], has, teller='lines.aantal_wachtenden',
    reading='opgave_in_aantallen'
) }}
union all
{{ measured(
    'IND075', 'gemiddelde', 'children', 'peildatum', ['halfjaar'], has, teller='children.dagen_wachtend', noemer='1',
    age='children.leeftijd'
) }}
union all
{{ measured(
    'IND075', 'gemiddelde', 'lines', 'peildatum', ['halfjaar'], has,
    teller='lines.gemiddelde_wachttijd_weken * 7 * lines.aantal_wachtenden', noemer='lines.aantal_wachtenden',
    condition='not lines.is_per_kind and lines.gemiddelde_wachttijd_weken is not null'
) }}
union all
{{ measured(
    'IND075', 'mediaan', 'children', 'peildatum', ['halfjaar'], has, teller='children.dagen_wachtend',
    reading='mediaan', person='regel', age='children.leeftijd'
) }}
union all
{{ measured(
    'IND075', 'aandeel', 'children', 'peildatum', ['halfjaar'], has, noemer='1', reading='langer_dan_26_weken',
    teller='(children.dagen_wachtend > 182)::integer', age='children.leeftijd'
) }}
union all
{{ measured(
    'IND075', 'aandeel', 'lines', 'peildatum', ['halfjaar'], has, reading='langer_dan_26_weken',
    teller='lines.waarvan_langer_dan_26_weken', noemer='lines.aantal_wachtenden',
    condition='not lines.is_per_kind and lines.waarvan_langer_dan_26_weken is not null'
) }}
