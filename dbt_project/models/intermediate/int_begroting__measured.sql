-- Grain: one row per budget line, indicator, reading and year. IND090, IND091 and IND092.
{% set has = ['gemeente_code', 'wet', 'zorgsoort'] %}
with

lines as (

    select
        *,
        make_date(jaar, 1, 1) as jaar_start,
        null::text as persoon,
        'programma=' || programma as dimensies
    from {{ ref('int_begroting__compared') }}

)

{{ measured(
    'IND090', 'aantal', 'lines', 'jaar_start', ['jaar'], has, teller='lines.begroting_euro',
    condition='lines.begroting_euro is not null'
) }}
union all
{{ measured(
    'IND091', 'aantal', 'lines', 'jaar_start', ['jaar'], has, teller='lines.afwijking_euro',
    condition='lines.afwijking_euro is not null'
) }}
union all
{{ measured(
    'IND091', 'aandeel', 'lines', 'jaar_start', ['jaar'], has, teller='lines.afwijking_euro',
    noemer='lines.begroting_euro', reading='van_begroting', condition='lines.afwijking_euro is not null'
) }}
union all
{{ measured(
    'IND092', 'aantal', 'lines', 'jaar_start', ['jaar'], has, teller='lines.per_saldo_euro',
    condition="lines.per_saldo_euro is not null and lines.programma != 'onbekend'"
) }}
