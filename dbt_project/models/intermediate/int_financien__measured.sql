-- Grain: one row per line of the register of finances, indicator, reading and year.
-- IND061, IND088, IND089, IND093, IND100 and IND144.
{% set has = ['gemeente_code', 'wet', 'zorgsoort'] %}
{% set kinds = [
    ('IND061', 'lumpsum', none, ['gemeente_code', 'wet']),
    ('IND088', 'maatregel_begroot', none, has),
    ('IND088', 'maatregel_gerealiseerd', 'gerealiseerd', has),
    ('IND089', 'maatregelen_totaal', none, has),
    ('IND089', 'maatregel_begroot', 'som_van_maatregelen', has),
    ('IND093', 'transformatiebudget', none, has),
    ('IND100', 'doorbraak', none, has),
    ('IND144', 'armoederegeling', none, ['gemeente_code', 'wet']),
] %}
with

judged as (

    select
        *,
        {{ is_newest_delivery(['periode_start', 'gemeente_code']) }} as is_geldig
    from {{ ref('stg_registers__financien') }}

),

amounts as (

    select
        null::text as persoon,
        soort,
        periode_start,
        gemeente_code,
        {{ or_unknown('wet') }} as wet,
        {{ or_unknown('zorgsoort') }} as zorgsoort,
        bedrag_euro,
        case soort
            when 'lumpsum' then 'organisatie=' || {{ or_unknown('organisatie') }}
            when 'armoederegeling' then 'regeling=' || {{ or_unknown('programma') }}
            when 'doorbraak' then 'kostenpost=' || {{ or_unknown('programma') }}
            when 'maatregel_begroot'
                then
                    'interventie=' || {{ or_unknown('interventie_id') }}
                    || '|programma=' || {{ or_unknown('programma') }}
            when 'transformatiebudget' then 'interventie=' || {{ or_unknown('interventie_id') }}
        end as dimensies,
        periode_eind as bekend_tot
    from judged
    where is_geldig and bedrag_euro is not null

)

{% for code, kind, reading, columns in kinds -%}
{{ measured(
    code, 'aantal', 'amounts', 'periode_start', ['jaar'], columns, teller='amounts.bedrag_euro', reading=reading,
    condition="amounts.soort = '" ~ kind ~ "'"
) }}
    {% if not loop.last %}union all{% endif %}
{% endfor %}
