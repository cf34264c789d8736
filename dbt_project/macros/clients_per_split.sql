{#
    CTEs up to `counted`: distinct clients of `events` per period and split.

    A person counts once in a cell, so a person has to be followed through all splits. Most persons of a period have
    the same combinations of gemeente, wet, zorgsoort and aanbieder as many others: the splits are made once per such
    profile and weighed by its persons, which is several times less work than per person.
#}
{% macro clients_per_split(indicator_code, types, dimensions=none) -%}
    {%- set families = split_families(further_dimensions(dimensions)) -%}
    {{ placed_events(types) }},
{% for family in families %}
        {%- set columns = (family.cube + [family.kept]) | select | join(', ') %}
combinations_{{ family.name }} as (

    select
        row_number() over (order by {{ columns }}, is_voorlopig)::integer as combination_id,
        {{ columns }},
        is_voorlopig
    from placed
    group by {{ columns }}, is_voorlopig

),

profiled_{{ family.name }} as (

    select
        placed.periode_type,
        placed.periode_start,
        placed.client_id,
        array_agg(distinct combinations.combination_id order by combinations.combination_id) as profile
    from placed
    inner join combinations_{{ family.name }} as combinations
        on
            placed.is_voorlopig = combinations.is_voorlopig
    {%- for column in (family.cube + [family.kept]) | select %}
            and placed.{{ column }} = combinations.{{ column }}
    {%- endfor %}
    group by placed.periode_type, placed.periode_start, placed.client_id

),

profiles_{{ family.name }} as (

    select
        periode_type,
        periode_start,
        profile,
        count(*) as clients,
        unnest(profile) as combination_id
    from profiled_{{ family.name }}
    group by periode_type, periode_start, profile

),

cells_{{ family.name }} as (

    select
        profiles.periode_type,
        profiles.periode_start,
        profiles.profile,
        {{ columns }},
        min(profiles.clients) as clients,
        bool_or(combinations.is_voorlopig) as is_voorlopig
    from profiles_{{ family.name }} as profiles
    inner join combinations_{{ family.name }} as combinations
        on profiles.combination_id = combinations.combination_id
    group by
        profiles.periode_type,
        profiles.periode_start,
        profiles.profile,
        {% if family.kept %}{{ family.kept }}, {% endif %}cube ({{ family.cube | join(', ') }})

),
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
