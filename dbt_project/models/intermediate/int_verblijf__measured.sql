-- Grain: one row per line of registers/verblijf, indicator, reading and period. IND115, IND117, IND120 and IND121.
{% set has = ['gemeente_code', 'aanbieder_agb'] %}
{% set counted = {
    'IND115': ['pleegouders_gestart'], 'IND117': ['wooneenheden'], 'IND120': ['casusoverleg_niet_geplaatst'],
    'IND121': ['jim_casussen'],
} %}
{% set shares = [
    ('IND120', 'niet_geplaatst', 'casusoverleg_niet_geplaatst', 'casusoverleg_besproken'),
    ('IND120', 'advies_gevolgd', 'casusoverleg_advies_gevolgd', 'casusoverleg_niet_geplaatst'),
    ('IND121', 'uithuisplaatsing_voorkomen', 'jim_uithuisplaatsing_voorkomen', 'jim_casussen'),
] %}
with

judged as (

    select
        *,
        {{ is_newest_delivery(['periode_start', 'aangeleverd_door']) }} as is_geldig
    from {{ ref('stg_registers__verblijf') }}

),

lines as (

    select
        soort,
        periode_start,
        null::text as persoon,
        {{ or_unknown('gemeente_code') }} as gemeente_code,
        {{ or_unknown('aanbieder_agb') }} as aanbieder_agb,
        aantal,
        'aangeleverd_door=' || aangeleverd_door as dimensies,
        periode_eind as bekend_tot
    from judged
    where is_geldig

)

{% for code, kinds in counted.items() -%}
{{ measured(
    code, 'aantal', 'lines', 'periode_start', ['halfjaar', 'jaar'], has, teller='lines.aantal',
    condition='lines.soort in (' ~ quoted(kinds) ~ ')'
) }}
    union all
{% endfor -%}
{{ measured(
    'IND115', 'aantal', 'lines', 'periode_start', ['halfjaar', 'jaar'], has, reading='netto',
    teller="case lines.soort when 'pleegouders_gestopt' then -lines.aantal else lines.aantal end",
    condition="lines.soort in ('pleegouders_gestart', 'pleegouders_gestopt')"
) }}
{% for code, reading, part, whole in shares -%}
    union all
{{ measured(
    code, 'aandeel', 'lines', 'periode_start', ['halfjaar', 'jaar'], has, reading=reading,
    teller="case when lines.soort = '" ~ part ~ "' then lines.aantal else 0 end",
    noemer="case when lines.soort = '" ~ whole ~ "' then lines.aantal else 0 end",
    condition='lines.soort in (' ~ quoted([part, whole]) ~ ')'
) }}
{% endfor %}
