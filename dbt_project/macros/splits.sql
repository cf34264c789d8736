{#
    How every indicator is split: by each combination of gemeente, wet, zorgsoort and aanbieder, split or not.
    NULL means "not split by it"; `splitsing` keeps that apart from a value that is absent, so the two cannot mix.
#}

{#
    CTEs up to `counted`: distinct clients of the CTE `events` (client_id, gebeurtenis_datum, gemeente_code, wet,
    zorgsoort, aanbieder_agb, is_voorlopig) per period and split.

    A person counts once in a cell, so a person has to be followed through all sixteen splits. Most persons of a
    period have the same combinations of gemeente, wet, zorgsoort and aanbieder as many others: the splits are made
    once per such profile and weighed by its persons, which is several times less work than per person.
#}
{% macro clients_per_split(indicator_code, types) -%}
periode_typen (periode_type) as (

    {{ period_types(types) }}

),

combinations as (

    select
        row_number() over (
            order by gemeente_code, wet, zorgsoort, aanbieder_agb, is_voorlopig
        )::integer as combination_id,
        gemeente_code,
        wet,
        zorgsoort,
        aanbieder_agb,
        is_voorlopig
    from events
    group by gemeente_code, wet, zorgsoort, aanbieder_agb, is_voorlopig

),

persons as (

    select
        periode_typen.periode_type,
        {{ period_start('periode_typen.periode_type', 'events.gebeurtenis_datum') }} as periode_start,
        events.client_id,
        array_agg(distinct combinations.combination_id order by combinations.combination_id) as profile
    from events
    inner join combinations
        on
            events.gemeente_code = combinations.gemeente_code
            and events.wet = combinations.wet
            and events.zorgsoort = combinations.zorgsoort
            and events.aanbieder_agb = combinations.aanbieder_agb
            and events.is_voorlopig = combinations.is_voorlopig
    cross join periode_typen
    group by
        periode_typen.periode_type,
        {{ period_start('periode_typen.periode_type', 'events.gebeurtenis_datum') }},
        events.client_id

),

profiles as (

    select
        periode_type,
        periode_start,
        profile,
        count(*) as clients,
        unnest(profile) as combination_id
    from persons
    group by periode_type, periode_start, profile

),

cells as (

    select
        profiles.periode_type,
        profiles.periode_start,
        profiles.profile,
        combinations.gemeente_code,
        combinations.wet,
        combinations.zorgsoort,
        combinations.aanbieder_agb,
        grouping(
            combinations.gemeente_code, combinations.wet, combinations.zorgsoort, combinations.aanbieder_agb
        ) as splitsing,
        min(profiles.clients) as clients,
        bool_or(combinations.is_voorlopig) as is_voorlopig
    from profiles
    inner join combinations on profiles.combination_id = combinations.combination_id
    group by
        profiles.periode_type,
        profiles.periode_start,
        profiles.profile,
        cube (combinations.gemeente_code, combinations.wet, combinations.zorgsoort, combinations.aanbieder_agb)

),

counted as (

    select
        '{{ indicator_code }}' as indicator_code,
        periode_type,
        periode_start,
        {{ period_end('periode_type', 'periode_start') }} as periode_eind,
        gemeente_code,
        wet,
        zorgsoort,
        aanbieder_agb,
        splitsing,
        sum(clients)::numeric as waarde,
        null::numeric as teller,
        null::numeric as noemer,
        bool_or(is_voorlopig) as is_voorlopig
    from cells
    group by splitsing, periode_type, periode_start, gemeente_code, wet, zorgsoort, aanbieder_agb

)
{%- endmacro %}
