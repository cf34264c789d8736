{#
    Models that are made anew for the clients who were touched since the last build, and kept for all others
    (docs/decisions/incremental.md). Such a model is `incremental` by `append`, has `forget_touched` as its pre-hook,
    and reads what it decides about through `of_touched_clients`.
#}

{# A model that has to come first. Not a `ref` while it runs: a unit test would have to give what it does not read. #}
{% macro decided_before(name) %}
    {{ return(api.Relation.create(target.database, 'intermediate', name) if execute else ref(name)) }}
{% endmacro %}

{# Whether only some clients are made anew: not in a build from nothing, nor when too many were touched. #}
{% macro is_by_client() %}
    {% set touched = decided_before('int_clienten__touched') %}
    {% set clients = decided_before('int_clienten__newest') %}
    {% if not execute or not this or not is_incremental() %}
        {{ return(false) }}
    {% endif %}
    {% set share = run_query(
        "select (select count(*) from " ~ touched ~ ") <= "
        ~ var('herbouw_vanaf_aandeel') ~ " * (select count(*) from " ~ clients ~ ")"
    ) %}
    {{ return(share.rows[0][0]) }}
{% endmacro %}

{# Empties a model of what is made anew: the rows of clients who were touched, or all of them. #}
{% macro forget_touched() -%}
    {%- if is_by_client() -%}
        delete from {{ this }} where client_id in (select client_id from {{ decided_before('int_clienten__touched') }})
    {%- elif is_incremental() -%}
        truncate table {{ this }}
    {%- endif -%}
{%- endmacro %}

{# Condition of the rows that are made anew. #}
{% macro of_touched_clients(column='client_id') -%}
    {%- if is_by_client() -%}
        {{ column }} in (select touched.client_id from {{ decided_before('int_clienten__touched') }} as touched)
    {%- else -%}
        true
    {%- endif -%}
{%- endmacro %}

{# Condition of claim lines that are held against each other by toewijzing: those of touched clients and beside them. #}
{% macro on_toewijzingen_of_touched_clients(lines) -%}
    {%- if is_by_client() -%}
        ({{ lines }}.wet, {{ lines }}.gemeente_code, {{ lines }}.toewijzing_nummer) in (
            select
                own.wet,
                own.gemeente_code,
                own.toewijzing_nummer
            from {{ decided_before('int_declaratieregels__judged') }} as own
            where own.client_id in (select touched.client_id from {{ decided_before('int_clienten__touched') }} as touched)
        )
    {%- else -%}
        true
    {%- endif -%}
{%- endmacro %}

{# A table as the last build left it; without a last build nothing. `columns`: name -> type. #}
{% macro of_last_build(name, columns) -%}
    {%- set found = adapter.get_relation(target.database, 'intermediate', name) if execute -%}
    {%- if found -%}
        select {{ columns | join(', ') }} from {{ found }}
    {%- else -%}
        select {% for column, type in columns.items() %}null::{{ type }} as {{ column }}{% if not loop.last %}, {% endif %}{% endfor %} where false
    {%- endif -%}
{%- endmacro %}
