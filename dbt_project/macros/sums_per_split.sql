{#
    CTEs up to `summed`: the sum of each measure of `events` per period and split, under its own name. A measure that
    is 1 on every row counts events.
#}
{% macro sums_per_split(measures, types, dimensions=none) -%}
    {%- set families = split_families(further_dimensions(dimensions)) -%}
    {{ placed_events(types) }},
{% for family in families %}
    {%- set columns = (family.cube + [family.kept]) | select | join(', ') %}
parts_{{ family.name }} as (

    select
        periode_type,
        periode_start,
        {{ columns }},
        {% for measure in measures %}sum({{ measure }}) as {{ measure }}, {% endfor %}
        bool_or(is_voorlopig) as is_voorlopig
    from placed
    group by periode_type, periode_start, {{ columns }}

),

cells_{{ family.name }} as (

    select
        periode_type,
        periode_start,
        {{ columns }},
        {% for measure in measures %}sum({{ measure }}) as {{ measure }}, {% endfor %}
        bool_or(is_voorlopig) as is_voorlopig
    from parts_{{ family.name }}
    group by
        periode_type,
        periode_start,
        {% if family.kept %}{{ family.kept }}, {% endif %}cube ({{ family.cube | join(', ') }})

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
