{# A model lives in exactly the schema its layer names; schemas are made by `warehouse.database.prepare`. #}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ custom_schema_name or target.schema }}
{%- endmacro %}

{#
    How one model is planned, for its own transaction only. Sorts and hash tables fit in memory. Keys of several
    columns depend on each other (wet, gemeente, aanbieder, number), so the planner expects one row where there are
    thousands: without nested loops it joins whole sets, which is what a build does. A merge join that expects one row
    merges on the first columns of a key only and tries all pairs within them: hashes take the whole key.
#}
{% macro plan_for_sets() -%}
    set local work_mem = '128MB';
    set local enable_nestloop = off;
    set local enable_mergejoin = off
{%- endmacro %}
