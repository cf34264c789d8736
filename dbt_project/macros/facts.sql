{#
    Splits of measures over facts that are few: stretches of care, places. A fact is repeated for each part it belongs
    to, so that totals count persons apart; for all persons with care `clients_per_split` does that cheaper.
#}

{#
    CTEs up to `totals`: the `measures` (SQL over the CTE `placed`) per indicator_code, period and split of the CTE
    `facts`: indicator_code, samenhang, periode_type, periode_start, periode_eind, client_id, gemeente_code, wet,
    zorgsoort, is_voorlopig, and the columns that `parts` names, for leeftijdsgroep the leeftijdsband.

    parts: {samenhang: {"zorgsoort": [true, false], "delen": ["geen", "aanbieder_agb", ...]}}: whether facts of that
    samenhang are split by zorgsoort, not split by it, or both; and by which further dimension, one at a time.
#}
{% macro facts_per_split(parts, measures) -%}
    {%- set wanted = ['geen', 'aanbieder_agb'] + further_dimensions() -%}
    {%- set used = [] -%}
    {%- set lines = [] -%}
    {%- for samenhang, part in parts.items() -%}
        {%- for is_split in part.zorgsoort -%}
            {%- for deel in part.delen if deel in wanted -%}
                {%- do used.append(deel) -%}
                {%- do lines.append("('" ~ samenhang ~ "', " ~ is_split | string | lower ~ ", '" ~ deel ~ "')") -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- set dimensions = split_dimensions() | reject('in', ['gemeente_code', 'wet', 'zorgsoort']) | list -%}
delen (samenhang, is_zorgsoort, deel) as (

    values
    {{ lines | join(',\n    ') }}

),

placed as (

    select
        facts.*,
        {% for dimension in dimensions -%}
    {% if dimension in used -%}
        case when delen.deel = '{{ dimension }}' then {{ fact_part(dimension) }} end
        {%- else -%}
        null::text
    {%- endif %} as bij_{{ dimension }},
        {% endfor -%}
        case when delen.is_zorgsoort then facts.zorgsoort end as bij_zorgsoort
    from facts
    inner join delen on facts.samenhang = delen.samenhang
    {% if 'leeftijdsgroep' in used -%}
        -- whoever is of an age counts in every group that holds it
        left join {{ ref('leeftijdsgroepen') }} as groepen
            on
                delen.deel = 'leeftijdsgroep'
                and facts.leeftijdsband >= groepen.leeftijd_van
                and facts.leeftijdsband <= coalesce(groepen.leeftijd_tot, 999)
    {%- endif %}

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

{# What a fact is in a further dimension. #}
{% macro fact_part(dimension) -%}
    {%- if dimension == 'leeftijdsgroep' -%}
        coalesce(groepen.leeftijdsgroep, 'onbekend')
    {%- else -%}
        facts.{{ dimension }}
    {%- endif -%}
{%- endmacro %}

{# The columns of an indicator row up to `splitsing`, from `totals`; `variant` is SQL that names a variant. #}
{% macro totals_columns(relation='totals', variant=none) -%}
    {{ relation }}.indicator_code,
    {% if variant %}{{ variant }} as variant, {% endif %}
    {{ relation }}.periode_type,
    {{ relation }}.periode_start,
    {{ relation }}.periode_eind,
    {{ row_split_by(split_dimensions(), relation) }}
    {{ split_bits(relation=relation) }} as splitsing
{%- endmacro %}
