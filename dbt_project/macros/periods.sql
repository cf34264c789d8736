{# Calendar periods of the indicators: maand, kwartaal, halfjaar, jaar. #}

{% macro month_start(date) -%}
    date_trunc('month', ({{ date }})::timestamp)::date
{%- endmacro %}

{% macro month_end(date) -%}
    (date_trunc('month', ({{ date }})::timestamp) + interval '1 month - 1 day')::date
{%- endmacro %}

{% macro period_start(period_type, date) -%}
    (
        case {{ period_type }}
            when 'maand' then date_trunc('month', ({{ date }})::timestamp)
            when 'kwartaal' then date_trunc('quarter', ({{ date }})::timestamp)
            when 'halfjaar'
                then
                    date_trunc('year', ({{ date }})::timestamp)
                    + case when extract(month from {{ date }}) > 6 then interval '6 months' else interval '0 months' end
            when 'jaar' then date_trunc('year', ({{ date }})::timestamp)
        end
    )::date
{%- endmacro %}

{% macro period_end(period_type, period_start) -%}
    (
        {{ period_start }}::timestamp
        + case {{ period_type }}
            when 'maand' then interval '1 month'
            when 'kwartaal' then interval '3 months'
            when 'halfjaar' then interval '6 months'
            when 'jaar' then interval '1 year'
        end
    )::date - 1
{%- endmacro %}

{# Rows of a CTE `periode_typen (periode_type)`. #}
{% macro period_types(types) -%}
    values {% for type in types %}('{{ type }}'){% if not loop.last %}, {% endif %}{% endfor %}
{%- endmacro %}

{# The first day that any figure can be about. #}
{% macro calendar_start() -%}
    date '{{ var("kalender_van") }}'
{%- endmacro %}

{# Whole calendar months from the month of one date to that of another; negative if the other is earlier. #}
{% macro months_between(earlier, later) -%}
    (
        (extract(year from {{ later }}) - extract(year from {{ earlier }})) * 12
        + extract(month from {{ later }}) - extract(month from {{ earlier }})
    )::integer
{%- endmacro %}
