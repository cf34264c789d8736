{#
    How every indicator is split: by each combination of gemeente, wet, zorgsoort and aanbieder, split or not.
    NULL means "not split by it"; `splitsing` keeps that apart from a value that is absent, so the two cannot mix.
#}

{#
    CTEs `periode_typen`, `persons` and `counted`: distinct clients of the CTE `events`
    (client_id, gebeurtenis_datum, gemeente_code, wet, zorgsoort, aanbieder_agb, is_voorlopig) per period and split.
#}
{% macro clients_per_split(indicator_code, types) -%}
periode_typen (periode_type) as (

    {{ period_types(types) }}

),

-- a person counts once in a cell: first one row per person and cell, then the rows are counted
persons as (

    select
        periode_typen.periode_type,
        {{ period_start('periode_typen.periode_type', 'events.gebeurtenis_datum') }} as periode_start,
        events.client_id,
        events.gemeente_code,
        events.wet,
        events.zorgsoort,
        events.aanbieder_agb,
        grouping(events.gemeente_code, events.wet, events.zorgsoort, events.aanbieder_agb) as splitsing,
        bool_or(events.is_voorlopig) as is_voorlopig
    from events
    cross join periode_typen
    group by
        periode_typen.periode_type,
        {{ period_start('periode_typen.periode_type', 'events.gebeurtenis_datum') }},
        events.client_id,
        cube (events.gemeente_code, events.wet, events.zorgsoort, events.aanbieder_agb)

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
        count(*)::numeric as waarde,
        null::numeric as teller,
        null::numeric as noemer,
        bool_or(is_voorlopig) as is_voorlopig
    from persons
    group by splitsing, periode_type, periode_start, gemeente_code, wet, zorgsoort, aanbieder_agb

)
{%- endmacro %}

{# The columns that every indicator has, without is_voorlopig. #}
{% macro indicator_columns(relation) -%}
    {{ relation }}.indicator_code,
    {{ relation }}.periode_type,
    {{ relation }}.periode_start,
    {{ relation }}.periode_eind,
    {{ relation }}.gemeente_code,
    {{ relation }}.wet,
    {{ relation }}.zorgsoort,
    {{ relation }}.aanbieder_agb,
    {{ relation }}.splitsing,
    {{ relation }}.waarde,
    {{ relation }}.teller,
    {{ relation }}.noemer
{%- endmacro %}

{# Declarations come late: the month of the newest data and the ones before it are provisional, and all they touch. #}
{% macro is_provisional_by_declarations(period_end) -%}
    {{ period_end }} >= (
        {{ month_start('data_until.gegevens_tot_en_met') }} - interval '{{ (var('voorlopige_maanden') | int) - 1 }} months'
    )::date
{%- endmacro %}

{# A period that the data do not yet cover to its end is provisional, whatever is known of it. #}
{% macro is_provisional_by_period(relation) -%}
    {{ relation }}.is_voorlopig or {{ relation }}.periode_eind > data_until.gegevens_tot_en_met
{%- endmacro %}

{# Texts as a list for `in (...)`. #}
{% macro quoted(texts) -%}
    '{{ texts | join("', '") }}'
{%- endmacro %}
