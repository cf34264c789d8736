-- Grain: one row per line of registers/collectief_aanbod, indicator, reading and period. IND077 to IND083.
{#- What is a state has its newest value of a year; what happened adds up. -#}
{% set counted = {
    'IND077': ('join_us', 'groepen', true), 'IND078': ('join_us', 'wachtenden', true),
    'IND080': ('apm', 'locaties', true), 'IND081': ('druk_en_dwars', 'getrainden', false),
    'IND083': ('ggz_langlopend', 'onderzocht', false),
} %}
{% set shares = {
    'IND079': ('apm', 'opgelost_zonder_zorg', 'verzoeken'), 'IND082': ('poh_j', 'niet_verwezen', 'afgerond'),
} %}
with

judged as (

    select
        *,
        {{ is_newest_delivery(['periode_start', 'aangeleverd_door']) }} as is_geldig
    from {{ ref('stg_registers__collectief_aanbod') }}

),

lines as (

    select
        aanbod,
        maat,
        periode_start,
        periode_eind,
        null::text as persoon,
        {{ or_unknown('stadsdeel') }} as stadsdeel,
        aantal,
        'doelgroep=' || {{ or_unknown('doelgroep') }} || '|organisatie=' || {{ or_unknown('organisatie') }}
            as dimensies,
        periode_eind as bekend_tot,
        periode_start + interval '12 months' = periode_eind + interval '1 day' as is_jaar,
        periode_start + interval '6 months' = periode_eind + interval '1 day' as is_halfjaar,
        periode_eind = max(periode_eind) over (
            partition by aangeleverd_door, aanbod, maat, {{ period_start("'jaar'", 'periode_start') }}
        ) as is_laatste
    from judged
    where is_geldig

)

{% for code, (aanbod, maat, is_state) in counted.items() -%}
    {% set of = "lines.aanbod = '" ~ aanbod ~ "' and lines.maat = '" ~ maat ~ "'" -%}
{{ measured(
    code, 'aantal', 'lines', 'periode_start', ['halfjaar'], ['stadsdeel'], teller='lines.aantal',
    condition=of ~ ' and lines.is_halfjaar'
) }}
    union all
{{ measured(
    code, 'aantal', 'lines', 'periode_start', ['jaar'], ['stadsdeel'], teller='lines.aantal',
    condition=of ~ (' and lines.is_laatste' if is_state else '')
) }}
    union all
{% endfor -%}
{% for code, (aanbod, part, whole) in shares.items() -%}
    select
        '{{ code }}' as indicator_code,
        null::text as lezing,
        'aandeel' as maat,
        case when is_jaar then 'jaar' else 'halfjaar' end as periode_type,
        -- a school year is a year that begins in another month
        periode_start,
        persoon,
        null::text as gemeente_code,
        null::text as wet,
        null::text as zorgsoort,
        null::text as aanbieder_agb,
        stadsdeel,
        null::text as leeftijdsgroep,
        null::text as geslacht,
        null::integer as leeftijd,
        dimensies,
        case when maat = '{{ part }}' then aantal else 0 end::numeric as teller,
        case when maat = '{{ whole }}' then aantal else 0 end::numeric as noemer,
        false as is_voorlopig
    from lines
    where aanbod = '{{ aanbod }}' and maat in ('{{ part }}', '{{ whole }}') and (is_jaar or is_halfjaar)
    {% if not loop.last %}union all
    {% endif %}
{%- endfor %}
