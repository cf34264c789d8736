-- Grain: one row per fact and month with a fact of somebody who was described otherwise there in the last build.
{%- set columns = 'client_id, geldig_van, geldig_tot, geboortejaar, geboortemaand, geslacht, stadsdeel' %}
with

persons as (

    select {{ columns }} from {{ ref('int_clienten__periods') }}

),

known_persons as (

    {{ of_last_build(
        'built_clienten',
        {
            'client_id': 'text', 'geldig_van': 'date', 'geldig_tot': 'date', 'geboortejaar': 'integer',
            'geboortemaand': 'integer', 'geslacht': 'text', 'stadsdeel': 'text',
        },
    ) }}

),

changed as (

    select client_id
    from (
        select {{ columns }} from persons
        except
        select {{ columns }} from known_persons
    ) as gained

    union all

    select client_id
    from (
        select {{ columns }} from known_persons
        except
        select {{ columns }} from persons
    ) as lost

),

-- a person is described on the last day of a month with a fact
moments as (

    {% for fact, day in dated_facts().items() -%}
        select
            '{{ fact }}' as feit,
            client_id,
            {{ month_start(day) }} as maand
        from {{ ref(fact) }}
        where client_id in (select changed.client_id from changed)
        group by client_id, {{ month_start(day) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    moments.feit,
    moments.maand
from moments
left join persons
    on
        moments.client_id = persons.client_id
        and {{ month_end('moments.maand') }} between persons.geldig_van and persons.geldig_tot
left join known_persons
    on
        moments.client_id = known_persons.client_id
        and {{ month_end('moments.maand') }} between known_persons.geldig_van and known_persons.geldig_tot
where
    (persons.geboortejaar, persons.geboortemaand, persons.geslacht, persons.stadsdeel)
    is distinct from
    (known_persons.geboortejaar, known_persons.geboortemaand, known_persons.geslacht, known_persons.stadsdeel)
group by moments.feit, moments.maand
