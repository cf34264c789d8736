{#
    Splits of measures over facts that are few: stretches of care, places. A fact is repeated for each part it belongs
    to, so that totals count persons apart; for all persons with care `clients_per_split` does that cheaper.
#}

{#
    CTEs up to `totals`: the `measures` (SQL over the CTE `placed`) per indicator_code, period and split of the CTE
    `facts`: indicator_code, samenhang, periode_type, periode_start, periode_eind, client_id, gemeente_code, wet,
    zorgsoort, is_voorlopig, and the columns that `parts` names.

    parts: {samenhang: {"zorgsoort": [true, false], "delen": ["geen", "aanbieder_agb", ...]}}: whether facts of that
    samenhang are split by zorgsoort, not split by it, or both; and by which further dimension, one at a time.
#}
{% macro facts_per_split(parts, measures) -%}
    {%- set dimensions = ['productgroep', 'product_code', 'aanbieder_agb'] -%}
    {%- set used = [] -%}
    {%- set lines = [] -%}
    {%- for samenhang, part in parts.items() -%}
        {%- for is_split in part.zorgsoort -%}
            {%- for deel in part.delen -%}
                {%- do used.append(deel) -%}
                {%- do lines.append("('" ~ samenhang ~ "', " ~ is_split | string | lower ~ ", '" ~ deel ~ "')") -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endfor -%}
delen (samenhang, is_zorgsoort, deel) as (

    values
    {{ lines | join(',\n    ') }}

),

placed as (

    select
        facts.*,
        {% for dimension in dimensions -%}
    {% if dimension in used -%}
        case when delen.deel = '{{ dimension }}' then facts.{{ dimension }} end
        {%- else -%}
        null::text
    {%- endif %} as bij_{{ dimension }},
        {% endfor -%}
        case when delen.is_zorgsoort then facts.zorgsoort end as bij_zorgsoort
    from facts
    inner join delen on facts.samenhang = delen.samenhang

),

totals as (

    select
        indicator_code,
        periode_type,
        periode_start,
        periode_eind,
        gemeente_code,
        wet,
        bij_zorgsoort as zorgsoort,
        {% for dimension in dimensions -%}
    bij_{{ dimension }} as {{ dimension }},
        {% endfor -%}
    {{ measures }},
        bool_or(is_voorlopig) as is_voorlopig
    from placed
    group by
        indicator_code,
        periode_type,
        periode_start,
        periode_eind,
        bij_zorgsoort,
        {% for dimension in dimensions -%}
    bij_{{ dimension }},
        {% endfor -%}
        cube (gemeente_code, wet)

)
{%- endmacro %}

{# What facts can be split by. #}
{% macro facts_dimensions() %}
    {{ return(['gemeente_code', 'wet', 'zorgsoort', 'productgroep', 'product_code', 'aanbieder_agb']) }}
{% endmacro %}

{# The columns of an indicator row up to `splitsing`, from `totals`. #}
{% macro totals_columns() -%}
    totals.indicator_code,
    totals.periode_type,
    totals.periode_start,
    totals.periode_eind,
    {{ row_split_by(facts_dimensions(), 'totals') }}
    {{ split_bits(facts_dimensions(), 'totals') }} as splitsing
{%- endmacro %}
