-- Grain: one row per fact and month: all its rows there as one number, to compare with the last build.
with

prints as (

    {% for fact, day in dated_facts().items() -%}
        select
            '{{ fact }}' as feit,
            {{ month_start('facts.' ~ day) }} as maand,
            count(*) as rijen,
            sum(hash_record_extended(facts, 0)) as vingerafdruk
        from {{ ref(fact) }} as facts
        group by {{ month_start('facts.' ~ day) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    feit,
    maand,
    rijen,
    vingerafdruk
from prints
