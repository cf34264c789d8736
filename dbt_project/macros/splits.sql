{#
    How every indicator is split. The base is each combination of gemeente, wet, zorgsoort and aanbieder, split or not.
    Beside it stands one further dimension at a time, within each combination of gemeente, wet and zorgsoort
    (docs/decisions/splits.md). NULL means "not split by it"; what is unknown is the text `onbekend`.

    `clients_per_split` and `sums_per_split` read a CTE `events`: client_id, gebeurtenis_datum, gemeente_code, wet,
    zorgsoort, productgroep, product_code, aanbieder_agb, verwijzer, is_voorlopig, none of them null, and for sums the
    measures. They add age, sex and area of the person: on the last day of the month of his first event in the period (R-DEF-13, R-DEF-14).
#}

{#
    The columns of one kind of split: cube the first, keep the second, which belongs to an event or to its person (of
    whom the age is kept as a band). `events` names the columns of the first kind, the same for all of a person.
#}
{% macro split_families(dimensions) %}
    {% set care = ['gemeente_code', 'wet', 'zorgsoort'] %}
    {% set base = care + ['aanbieder_agb'] %}
    {% set of_persons = {'stadsdeel': 'stadsdeel', 'leeftijdsgroep': 'leeftijdsband', 'geslacht': 'geslacht'} %}
    {% set families = [{'name': 'basis', 'cube': base, 'kept': none, 'person': none, 'events': 'basis'}] %}
    {% for dimension in dimensions %}
        {% set person = of_persons.get(dimension) %}
        {% do families.append(
            {
                'name': dimension,
                'cube': care,
                'kept': none if person else dimension,
                'person': person,
                'events': 'zorg' if person else dimension,
            }
        ) %}
    {% endfor %}
    {{ return(families) }}
{% endmacro %}

{# The columns of events that these kinds of split need, and those of persons. #}
{% macro columns_of_events(families) %}
    {{ return(families[0].cube + families | map(attribute='kept') | select | list) }}
{% endmacro %}

{% macro columns_of_persons(families) %}
    {{ return(families | map(attribute='person') | select | list) }}
{% endmacro %}

{# CTE `dated`: every event of `relation` in every period it belongs to. #}
{% macro dated_events(types, relation='events') -%}
periode_typen (periode_type) as (

    {{ period_types(types) }}

),

dated as (

    select
        periode_typen.periode_type,
        {{ period_start('periode_typen.periode_type', relation ~ '.gebeurtenis_datum') }} as periode_start,
        {{ relation }}.*
    from {{ relation }}
    cross join periode_typen
    where {{ is_touched_period(
        'periode_typen.periode_type', period_start('periode_typen.periode_type', relation ~ '.gebeurtenis_datum')
    ) }}

)
{%- endmacro %}

{# CTE `persons`: who is in `moments` (client_id, peildatum), with age band, sex and area there. #}
{% macro described_persons() -%}
persons as (

    select
        moments.*,
        coalesce(clienten.geslacht, 'onbekend') as geslacht,
        coalesce(clienten.stadsdeel, 'onbekend') as stadsdeel,
        coalesce(leeftijden.leeftijdsband, -1) as leeftijdsband
    from moments
    left join {{ ref('int_clienten__periods') }} as clienten
        on
            moments.client_id = clienten.client_id
            and moments.peildatum between clienten.geldig_van and clienten.geldig_tot
    left join {{ ref('int_leeftijden__bands') }} as leeftijden
        on {{ age_on('moments.peildatum', 'clienten') }} = leeftijden.leeftijd

)
{%- endmacro %}

{# CTE `placed`: every event in every period it belongs to, with age band, sex and area of the person there. #}
{% macro placed_events(types) -%}
    {{ dated_events(types) }},

moments as (

    select
        client_id,
        periode_type,
        periode_start,
        {{ month_end('min(gebeurtenis_datum)') }} as peildatum
    from dated
    group by client_id, periode_type, periode_start

),

    {{ described_persons() }},

placed as (

    select
        dated.*,
        persons.geslacht,
        persons.stadsdeel,
        persons.leeftijdsband
    from dated
    inner join persons
        on
            dated.client_id = persons.client_id
            and dated.periode_type = persons.periode_type
            and dated.periode_start = persons.periode_start

)
{%- endmacro %}
