{#
    CTEs up to `summed`: the sum of each measure of `events` per period and split, under its own name. A measure that
    is 1 on every row counts events. Sums add up, so all events are read twice at most: once for the splits by what an
    event is about, once for those by whom it is about.
#}
{% macro sums_per_split(measures, types, dimensions=none) -%}
    {%- set families = split_families(further_dimensions(dimensions)) -%}
    {%- set of_events = columns_of_events(families) -%}
    {%- set of_persons = columns_of_persons(families) -%}
    {{ placed_events(types) if of_persons else dated_events(types) }},

    {{ parts_of_sums('parts_events', 'placed' if of_persons else 'dated', of_events, measures) }},
{% if of_persons %}
    {{ parts_of_sums('parts_persons', 'placed', ['gemeente_code', 'wet', 'zorgsoort'] + of_persons, measures) }},
{% endif %}
    {% for family in families %}
    {%- set kept = family.kept or family.person %}
cells_{{ family.name }} as (

    select
        periode_type,
        periode_start,
        {{ (family.cube + [kept]) | select | join(', ') }},
        {% for measure in measures %}sum({{ measure }}) as {{ measure }}, {% endfor %}
        bool_or(is_voorlopig) as is_voorlopig
    from {{ 'parts_persons' if family.person else 'parts_events' }}
    group by
        periode_type,
        periode_start,
        {% if kept %}{{ kept }}, {% endif %}cube ({{ family.cube | join(', ') }})

),
{% endfor %}
    {{ rows_per_split(families, measures) }},

summed as (

    select
        *,
        {{ period_end('periode_type', 'periode_start') }} as periode_eind,
        {{ split_bits() }} as splitsing
    from totalled

)
{%- endmacro %}

{# CTE `name`: the measures per period and combination of these columns. #}
{% macro parts_of_sums(name, relation, columns, measures) -%}
    {{ name }} as (

    select
        periode_type,
        periode_start,
        {{ columns | join(', ') }},
        {% for measure in measures %}sum({{ measure }}) as {{ measure }}, {% endfor %}
        bool_or(is_voorlopig) as is_voorlopig
    from {{ relation }}
    group by periode_type, periode_start, {{ columns | join(', ') }}

)
{%- endmacro %}
