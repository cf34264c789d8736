{# No two rows have the same values in these columns; absent values are equal to each other. #}
{% test grain(model, columns) %}

select
    {{ columns | join(', ') }},
    count(*) as rows_found
from {{ model }}
group by {{ columns | join(', ') }}
having count(*) > 1

{% endtest %}
