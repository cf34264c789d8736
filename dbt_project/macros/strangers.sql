{# Every table in a build schema is published, so a table that no model makes any more must not stay there. #}
{% macro drop_tables_without_model(schemas) %}
    {% if execute and flags.WHICH in ('build', 'run') %}
        {% set made = [] %}
        {% for node in graph.nodes.values() if node.resource_type == 'model' %}
            {% do made.append(node.schema ~ '.' ~ node.name) %}
        {% endfor %}
        {% set found = run_query(
            "select schemaname, tablename from pg_tables where schemaname in ('" ~ schemas | join("', '") ~ "')"
        ) %}
        {% for row in found.rows if row[0] ~ '.' ~ row[1] not in made %}
            {% do run_query('drop table ' ~ adapter.quote(row[0]) ~ '.' ~ adapter.quote(row[1])) %}
        {% endfor %}
    {% endif %}
{% endmacro %}
