-- Grain: one row per indicator, period and combination of splits. IND046-IND048, by the day on which they came in.
with

events as (

    select
        'IND046' as indicator_code,
        ontvangen_op as gebeurtenis_datum,
        gemeente_code,
        wet,
        {{ or_unknown('zorgsoort') }} as zorgsoort,
        {{ or_unknown('aanbieder_agb') }} as aanbieder_agb,
        1 as teller,
        null::integer as noemer,
        geleverd_op
    from {{ ref('fct_klachten') }}

    union all

    select
        'IND047' as indicator_code,
        ontvangen_op as gebeurtenis_datum,
        gemeente_code,
        wet,
        {{ or_unknown('zorgsoort') }} as zorgsoort,
        -- an objection is against the gemeente
        'onbekend' as aanbieder_agb,
        1 as teller,
        null::integer as noemer,
        geleverd_op
    from {{ ref('fct_bezwaren') }}

    union all

    select
        'IND048' as indicator_code,
        gemeld_op as gebeurtenis_datum,
        {{ or_unknown('gemeente_code') }} as gemeente_code,
        wet,
        {{ or_unknown('zorgsoort') }} as zorgsoort,
        {{ or_unknown('aanbieder_agb') }} as aanbieder_agb,
        1 as teller,
        null::integer as noemer,
        geleverd_op
    from {{ ref('fct_rmz') }}

),

{{ register_per_split(
    {'IND046': ['halfjaar', 'jaar'], 'IND047': ['kwartaal', 'halfjaar', 'jaar'], 'IND048': ['halfjaar', 'jaar']}
) }}

select
    {{ indicator_columns('counted') }},
    counted.is_voorlopig
from counted
