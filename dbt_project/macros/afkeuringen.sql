{# The window of lines sent before this one: in order of message, and within a message credits first (OP366). #}
{% macro in_order_of_sending() -%}
    order by
        lines.bericht_datum, lines.bericht_identificatie, lines._source_file_id, (not lines.is_credit), lines._rij
    rows between unbounded preceding and 1 preceding
{%- endmacro %}
