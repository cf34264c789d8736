{# What a row can be split by, in which order, and the bit of each. #}

{# The dimensions of a row, in the order of the columns. #}
{% macro split_dimensions() %}
    {{ return([
        'gemeente_code', 'wet', 'zorgsoort', 'productgroep', 'product_code', 'aanbieder_agb', 'verwijzer', 'stadsdeel',
        'leeftijdsgroep', 'geslacht',
    ]) }}
{% endmacro %}

{# The dimensions that stand beside the base, each alone; `wanted` those that an indicator has, all if not given. #}
{% macro further_dimensions(wanted=none) %}
    {{ return(var('verdere_splitsingen') | select('in', split_dimensions() if wanted is none else wanted) | list) }}
{% endmacro %}

{# A bit for each dimension that a row is split by, so 0 is the total: 1 gemeente, 2 wet, 4 zorgsoort ... #}
{% macro split_bit(dimension) -%}
    {{ 2 ** split_dimensions().index(dimension) }}
{%- endmacro %}

{# The column `splitsing` of a row: the bits of the dimensions that it is split by; `given` those that it has. #}
{% macro split_bits(given=none, relation=none) -%}
    {%- set bits = [] -%}
    {%- for dimension in split_dimensions() if dimension in (given or split_dimensions()) -%}
        {%- set column = (relation ~ '.' if relation else '') ~ dimension -%}
        {%- do bits.append('case when ' ~ column ~ ' is null then 0 else ' ~ split_bit(dimension) | trim ~ ' end') -%}
    {%- endfor -%}
    {{ bits | join(' + ') }}
{%- endmacro %}

{# All dimensions of a row: those in `given` from the relation at hand, the others not split by. #}
{% macro row_split_by(given, relation=none) -%}
    {%- set columns = [] -%}
    {%- for dimension in split_dimensions() -%}
        {%- set column = (relation ~ '.' if relation else '') ~ dimension -%}
        {%- do columns.append(column if dimension in given else 'null::text as ' ~ dimension) -%}
    {%- endfor -%}
    {{ columns | join(', ') }},
{%- endmacro %}

{# Period and split of a row as one text: joined on ten columns that may be null, the planner compares all with all. #}
{% macro split_key(relation) -%}
    {{ relation }}.periode_type || '|' || {{ date_text(relation ~ '.periode_start') }} || '|' || {{ relation }}.splitsing
    {%- for dimension in split_dimensions() %} || '|' || coalesce({{ relation }}.{{ dimension }}, ''){% endfor %}
{%- endmacro %}
