{# A model lives in exactly the schema its layer names; schemas are made by `warehouse.database.prepare`. #}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ custom_schema_name or target.schema }}
{%- endmacro %}

{# Sorts and hash tables of one model fit in memory; applies to the transaction of that model only. #}
{% macro use_memory() -%}
    set local work_mem = '128MB'
{%- endmacro %}
