{# What a row can be split by, in which order, and the bit of each. #}

{# The dimensions of a row, in the order of the columns. #}
{% macro split_dimensions() %}
    {{ return([
        'gemeente_code', 'wet', 'zorgsoort', 'productgroep', 'product_code', 'aanbieder_agb', 'verwijzer', 'stadsdeel',
        'leeftijdsgroep', 'geslacht',
    ]) }}
{% endmacro %}

{# The dimensions that stand beside the base, each alone; `wanted` those that an indicator has, all of them if none. #}
{% macro further_dimensions(wanted=none) %}
    {{ return(var('verdere_splitsingen') | select('in', wanted or split_dimensions()) | list) }}
{% endmacro %}

{# A bit for each dimension that a row is split by, so 0 is the total: 1 gemeente, 2 wet, 4 zorgsoort ... #}
{% macro split_bit(dimension) -%}
    {{ 2 ** split_dimensions().index(dimension) }}
{%- endmacro %}

{# The column `splitsing` of a row: the bits of the dimensions that it is split by. #}
{% macro split_bits() -%}
    {% for dimension in split_dimensions() -%}
        case when {{ dimension }} is null then 0 else {{ split_bit(dimension) }} end
        {%- if not loop.last %} + {% endif %}
    {%- endfor %}
{%- endmacro %}

{# Two relations have the same period and split. #}
{% macro same_split(left, right) -%}
    {{ left }}.periode_type = {{ right }}.periode_type
    and {{ left }}.periode_start = {{ right }}.periode_start
    and {{ left }}.splitsing = {{ right }}.splitsing
    {%- for dimension in split_dimensions() %}
    and coalesce({{ left }}.{{ dimension }}, '') = coalesce({{ right }}.{{ dimension }}, '')
    {%- endfor %}
{%- endmacro %}
