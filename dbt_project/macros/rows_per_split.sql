{# The columns of the row, those of the family filled and the others null. #}
{% macro row_of_family(family) -%}
    {%- for dimension in split_dimensions() -%}
        {%- if dimension in family.cube %}
        cells.{{ dimension }},
        {%- elif dimension == 'leeftijdsgroep' and family.name == dimension %}
        coalesce(groepen.leeftijdsgroep, 'onbekend') as leeftijdsgroep,
        {%- elif dimension == family.name %}
        cells.{{ dimension }},
        {%- else %}
        null::text as {{ dimension }},
        {%- endif -%}
    {%- endfor %}
{%- endmacro %}

{# A person of an age counts in every group that holds it: bands are apart from each other, groups are not. #}
{% macro join_groups(family) -%}
    {%- if family.person == 'leeftijdsband' %}
    left join {{ ref('leeftijdsgroepen') }} as groepen
        on cells.leeftijdsband >= groepen.leeftijd_van and cells.leeftijdsband <= coalesce(groepen.leeftijd_tot, 999)
    {%- endif -%}
{%- endmacro %}

{#
    CTEs from `cells_<family>` up to `totalled`: the rows of all families with the sum of each measure. An age band
    belongs to several groups, so a group sums its bands.
#}
{% macro rows_per_split(families, measures) -%}
rows_of_families as (

    {% for family in families -%}
        select
        cells.periode_type,
        cells.periode_start,
        {{- row_of_family(family) }}
        {% for measure in measures %}cells.{{ measure }}, {% endfor %}
        cells.is_voorlopig
    from cells_{{ family.name }} as cells
    {{ join_groups(family) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

totalled as (

    select
        periode_type,
        periode_start,
        {{ split_dimensions() | join(', ') }},
        {% for measure in measures %}sum({{ measure }}) as {{ measure }}, {% endfor %}
        bool_or(is_voorlopig) as is_voorlopig
    from rows_of_families
    group by periode_type, periode_start, {{ split_dimensions() | join(', ') }}

)
{%- endmacro %}
