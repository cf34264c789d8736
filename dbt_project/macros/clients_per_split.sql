{#
    CTEs up to `counted`: distinct clients of `events` per period and split.

    A person counts once in a cell, so a person has to be followed through all splits. Most persons of a period have
    the same combinations of columns as many others. So the events of a person are put together once, in a profile; the
    splits are made per distinct profile, whatever the period, and weighed by its persons.
#}
{% macro clients_per_split(indicator_code, types, dimensions=none) -%}
    {%- set families = split_families(further_dimensions(dimensions)) -%}
    {%- set of_events = columns_of_events(families) | join(', ') -%}
    {%- set of_persons = columns_of_persons(families) -%}
combinations as (

    select
        row_number() over (order by {{ of_events }}, is_voorlopig)::integer as combination_id,
        {{ of_events }},
        is_voorlopig
    from events
    group by {{ of_events }}, is_voorlopig

),

numbered as (

    select
        events.client_id,
        events.gebeurtenis_datum,
        combinations.combination_id
    from events
    inner join combinations
        on
            events.is_voorlopig = combinations.is_voorlopig
    {%- for column in columns_of_events(families) %}
            and events.{{ column }} = combinations.{{ column }}
    {%- endfor %}

),

    {{ dated_events(types, 'numbered') }},

moments as (

    select
        client_id,
        periode_type,
        periode_start,
        {{ month_end('min(gebeurtenis_datum)') }} as peildatum,
        array_agg(distinct combination_id order by combination_id) as profile
    from dated
    group by client_id, periode_type, periode_start

),
{% if of_persons %}
    {{ described_persons() }},
{% endif %}
weighed as (

    select
        periode_type,
        periode_start,
        profile,
        {% for column in of_persons %}{{ column }}, {% endfor %}
        count(*) as clients
    from {{ 'persons' if of_persons else 'moments' }}
    group by periode_type, periode_start, profile{% for column in of_persons %}, {{ column }}{% endfor %}

),

profiles as (

    select profile
    from weighed
    group by profile

),

members as (

    select
        profiles.profile,
        {% for column in columns_of_events(families) %}combinations.{{ column }}, {% endfor %}
        combinations.is_voorlopig
    from profiles
    cross join unnest(profiles.profile) as parts (combination_id)
    inner join combinations on parts.combination_id = combinations.combination_id

),
{% set shaped = [] %}
    {% for family in families %}
    {% if family.events not in shaped %}
    {% do shaped.append(family.events) %}
    {{ shapes_of_profiles(family) }},
    {% endif %}
    {{ cells_of_shapes(family) }},
{% endfor %}
    {{ rows_per_split(families, ['clients']) }},

counted as (

    select
        '{{ indicator_code }}' as indicator_code,
        periode_type,
        periode_start,
        {{ period_end('periode_type', 'periode_start') }} as periode_eind,
        {{ split_dimensions() | join(', ') }},
        {{ split_bits() }} as splitsing,
        clients::numeric as waarde,
        null::numeric as teller,
        null::numeric as noemer,
        is_voorlopig
    from totalled

)
{%- endmacro %}
