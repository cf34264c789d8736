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
