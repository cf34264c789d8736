{# Every value, and of the readings those that a published figure asks for; NULL is the value itself. #}
{% macro values_and_readings(columns) -%}
select
        null as variant,
        {{ columns | join(', ') }}
    from {{ ref('indicator_waarden') }}

    union all

    select
        variant,
        {{ columns | join(', ') }}
    from {{ ref('indicator_varianten') }}
    where
        split_part(variant, '=', 1) in (
            select split_part(parts.variant, '=', 1) from {{ ref('int_aansluiting__parts') }} as parts
        )
{%- endmacro %}
