-- Grain: one row per line of the staff register, indicator, reading and period. IND059, IND060, IND069 and IND070.
with

judged as (

    select
        *,
        {{ is_newest_delivery(['peildatum', 'organisatie']) }} as is_geldig
    from {{ ref('stg_registers__formatie') }}

),

-- a quarter has one moment: the last that was delivered about it; so has a year
staff as (

    select
        judged.*,
        null::text as persoon,
        case judged.organisatie when 'bjg' then 'jeugdwet' when 'btv' then 'wmo' else 'onbekend' end as wet,
        'herkomst=' || judged.herkomst || '|functie=' || judged.functie as dimensies,
        max(judged.peildatum) over (partition by judged.organisatie) as bekend_tot,
        judged.peildatum = max(judged.peildatum) over (
            partition by judged.organisatie, {{ period_start("'kwartaal'", 'peildatum') }}
        ) as is_kwartaal,
        judged.peildatum
        = max(judged.peildatum)
            over (partition by judged.organisatie, {{ period_start("'jaar'", 'peildatum') }})
            as is_jaar
    from judged
    where judged.is_geldig and judged.organisatie in ('bjg', 'btv')

),

moments_of_a_year as (

    select
        organisatie,
        {{ period_start("'jaar'", 'peildatum') }} as jaar_start,
        count(distinct peildatum) as momenten
    from staff
    group by organisatie, {{ period_start("'jaar'", 'peildatum') }}

),

staff_of_a_year as (

    select
        staff.*,
        case when staff.is_jaar then staff.fte_vertrokken_12_maanden end as vertrokken,
        trim_scale(staff.fte / moments_of_a_year.momenten) as gemiddelde_fte
    from staff
    inner join moments_of_a_year
        on
            staff.organisatie = moments_of_a_year.organisatie
            and {{ period_start("'jaar'", 'staff.peildatum') }} = moments_of_a_year.jaar_start

),

-- where they came from is what is measured here, and no split beside it
origins as (

    select
        peildatum,
        persoon,
        wet,
        null::text as dimensies,
        herkomst,
        fte,
        bekend_tot
    from staff
    where is_jaar and organisatie = 'btv'

),

places as (

    select
        peildatum,
        persoon,
        wet,
        null::text as dimensies,
        max(aantal_locaties) as aantal_locaties,
        bekend_tot
    from staff
    where is_jaar
    group by peildatum, persoon, wet, bekend_tot

)

{% for period in ['kwartaal', 'jaar'] -%}
{{ measured(
    'IND059', 'aantal', 'staff', 'peildatum', [period], ['wet'], teller='staff.fte', condition='staff.is_' ~ period
) }}
    union all
{% endfor -%}
{{ measured(
    'IND060', 'aandeel', 'staff_of_a_year', 'peildatum', ['jaar'], ['wet'], teller='staff_of_a_year.vertrokken',
    noemer='staff_of_a_year.gemiddelde_fte'
) }}
union all
{{ measured('IND069', 'aantal', 'places', 'peildatum', ['jaar'], ['wet'], teller='places.aantal_locaties') }}
{% for reading in [none, 'herkomst=aanbieder', 'herkomst=wijkteam', 'herkomst=overig'] -%}
    union all
{{ measured(
    'IND070', 'aandeel', 'origins', 'peildatum', ['jaar'], ['wet'], noemer='origins.fte', reading=reading,
    teller="case when origins.herkomst = '" ~ (reading or 'herkomst=aanbieder').split('=')[1] ~ "' then origins.fte else 0 end"
) }}
{% endfor %}
