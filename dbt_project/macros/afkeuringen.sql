{# The window of lines sent before this one: in order of message, and within a message credits first (OP366). #}
{% macro in_order_of_sending() -%}
    order by
        lines.bericht_datum, lines.bericht_identificatie, lines._source_file_id, (not lines.is_credit), lines._rij
    rows between unbounded preceding and 1 preceding
{%- endmacro %}

{# Calendar weeks (Monday to Sunday) that a period touches. #}
{% macro calendar_weeks(first, last) -%}
    ((date_trunc('week', {{ last }})::date - date_trunc('week', {{ first }})::date) / 7 + 1)
{%- endmacro %}

{# Sundays in a period. #}
{% macro sundays(first, last) -%}
    ((date_trunc('week', {{ last }} + 1)::date - date_trunc('week', {{ first }})::date) / 7)
{%- endmacro %}

{# The last Sunday on or before the last day of a period, or its first day where it holds no Sunday. #}
{% macro last_sunday(first, last) -%}
    greatest(date_trunc('week', {{ last }} + 1)::date - 1, {{ first }})
{%- endmacro %}

{# Calendar months that a period touches. #}
{% macro calendar_months(first, last) -%}
    (
        (extract(year from {{ last }}) - extract(year from {{ first }})) * 12
        + extract(month from {{ last }}) - extract(month from {{ first }}) + 1
    )
{%- endmacro %}
