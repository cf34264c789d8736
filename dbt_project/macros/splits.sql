{#
    How every indicator is split. The base is each combination of gemeente, wet, zorgsoort and aanbieder, split or not.
    Beside it stands one further dimension at a time, within each combination of gemeente, wet and zorgsoort
    (docs/decisions/splits.md). NULL means "not split by it"; what is unknown is the text `onbekend`.

    `clients_per_split` and `sums_per_split` read a CTE `events`: client_id, gebeurtenis_datum, gemeente_code, wet,
    zorgsoort, productgroep, product_code, aanbieder_agb, verwijzer, is_voorlopig, none of them null, and for sums the
    measures. They add age, sex and area of the person: on the last day of the month of his first event in the period (R-DEF-13, R-DEF-14).
#}

{# The columns of one kind of split: cube the first, keep the second; the age of a person is kept as a band. #}
{% macro split_families(dimensions) %}
    {% set base = ['gemeente_code', 'wet', 'zorgsoort', 'aanbieder_agb'] %}
    {% set families = [{'name': 'basis', 'cube': base, 'kept': none}] %}
    {% for dimension in dimensions %}
        {% do families.append(
            {
                'name': dimension,
                'cube': ['gemeente_code', 'wet', 'zorgsoort'],
                'kept': 'leeftijdsband' if dimension == 'leeftijdsgroep' else dimension,
            }
        ) %}
    {% endfor %}
    {{ return(families) }}
{% endmacro %}

{# CTE `placed`: every event in every period it belongs to, with age band, sex and area of the person there. #}
{% macro placed_events(types) -%}
periode_typen (periode_type) as (

    {{ period_types(types) }}

),

dated as (

    select
        periode_typen.periode_type,
        {{ period_start('periode_typen.periode_type', 'events.gebeurtenis_datum') }} as periode_start,
        events.*
    from events
    cross join periode_typen

),

moments as (

    select
        periode_type,
        periode_start,
        client_id,
        {{ month_end('min(gebeurtenis_datum)') }} as peildatum
    from dated
    group by periode_type, periode_start, client_id

),

persons as (

    select
        moments.periode_type,
        moments.periode_start,
        moments.client_id,
        coalesce(clienten.geslacht, 'onbekend') as geslacht,
        coalesce(clienten.stadsdeel, 'onbekend') as stadsdeel,
        leeftijden.leeftijdsband
    from moments
    left join {{ ref('int_clienten__periods') }} as clienten
        on
            moments.client_id = clienten.client_id
            and moments.peildatum between clienten.geldig_van and clienten.geldig_tot
    left join {{ ref('int_leeftijden__bands') }} as leeftijden
        on {{ age_on('moments.peildatum', 'clienten') }} = leeftijden.leeftijd

),

placed as (

    select
        dated.*,
        persons.geslacht,
        persons.stadsdeel,
        coalesce(persons.leeftijdsband, -1) as leeftijdsband
    from dated
    inner join persons
        on
            dated.periode_type = persons.periode_type
            and dated.periode_start = persons.periode_start
            and dated.client_id = persons.client_id

)
{%- endmacro %}
