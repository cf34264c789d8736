{# The few forms that differ per SQL engine. Another engine adds `<engine>__<name>` beside the default. #}

{# Order by the bytes of a text, so that the order does not depend on the locale of a server. #}
{% macro bytewise(column) %}{{ return(adapter.dispatch('bytewise')(column)) }}{% endmacro %}
{% macro default__bytewise(column) %}{{ column }} collate "C"{% endmacro %}

{# A date as text, whatever the DateStyle of the session. #}
{% macro date_text(column) %}{{ return(adapter.dispatch('date_text')(column)) }}{% endmacro %}
{% macro default__date_text(column) %}to_char({{ column }}, 'YYYY-MM-DD'){% endmacro %}
