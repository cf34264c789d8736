{# Period and split of a row, without what was measured. #}
{% macro split_columns(relation) -%}
    {{ relation }}.periode_type,
    {{ relation }}.periode_start,
    {{ relation }}.periode_eind,
    {% for dimension in split_dimensions() -%}
    {{ relation }}.{{ dimension }},
    {% endfor -%}
    {{ relation }}.splitsing
{%- endmacro %}

{# The columns that every indicator has, without is_voorlopig. #}
{% macro indicator_columns(relation) -%}
    {{ relation }}.indicator_code,
    {{ split_columns(relation) }},
    {{ relation }}.waarde,
    {{ relation }}.teller,
    {{ relation }}.noemer
{%- endmacro %}

{# The columns of a row of indicator_varianten, without is_voorlopig. `variant`: SQL that names the reading. #}
{% macro variant_columns(relation, variant) -%}
    {{ relation }}.indicator_code,
    {{ variant }} as variant,
    {{ split_columns(relation) }},
    {{ relation }}.waarde,
    {{ relation }}.teller,
    {{ relation }}.noemer
{%- endmacro %}

{# What a sender leaves empty is unknown: a value of its own, never "not split by it". #}
{% macro or_unknown(column) -%}
    coalesce(nullif({{ column }}, ''), 'onbekend')
{%- endmacro %}

{# Whole years on a day. Only the month of birth is known: exact on the last day of a month, which is what is asked. #}
{% macro age_on(date, clients) -%}
    (
        extract(year from {{ date }})
        - {{ clients }}.geboortejaar
        - case when extract(month from {{ date }}) < {{ clients }}.geboortemaand then 1 else 0 end
    )::integer
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

{# Whether a value must not go out by itself: fewer persons than the threshold, or a mean or share of so few. #}
{% macro is_small(relation, unit) -%}
coalesce(
        (
            {{ unit }} in ({{ quoted(var('eenheden_van_personen')) }})
            and {{ relation }}.waarde > 0
            and {{ relation }}.waarde < {{ var('klein_aantal') }}
        )
        or (
            {{ relation }}.noemer < {{ var('klein_aantal') }}
            and {{ unit }} not in ({{ quoted(var('eenheden_zonder_personen')) }})
        ),
        false
    )
{%- endmacro %}
