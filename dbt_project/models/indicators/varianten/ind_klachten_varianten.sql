-- Grain: one row per indicator, variant, period and combination of splits. IND046-IND048 by subject, outcome and kind.
with

measured as (

    select
        'IND046' as indicator_code,
        'onderwerp=' || onderwerp as variant,
        ontvangen_op as gebeurtenis_datum,
        gemeente_code,
        wet,
        zorgsoort,
        aanbieder_agb,
        geleverd_op
    from {{ ref('fct_klachten') }}

    union all

    select
        'IND047' as indicator_code,
        'uitkomst=' || {{ or_unknown('uitkomst') }} as variant,
        -- an outcome belongs to the day on which it was decided
        beslist_op as gebeurtenis_datum,
        gemeente_code,
        wet,
        zorgsoort,
        null as aanbieder_agb,
        geleverd_op
    from {{ ref('fct_bezwaren') }}
    where beslist_op is not null

    union all

    select
        'IND048' as indicator_code,
        'soort=' || soort as variant,
        gemeld_op as gebeurtenis_datum,
        gemeente_code,
        wet,
        zorgsoort,
        aanbieder_agb,
        geleverd_op
    from {{ ref('fct_rmz') }}

),

events as (

    select
        indicator_code,
        variant,
        gebeurtenis_datum,
        {{ or_unknown('gemeente_code') }} as gemeente_code,
        wet,
        {{ or_unknown('zorgsoort') }} as zorgsoort,
        {{ or_unknown('aanbieder_agb') }} as aanbieder_agb,
        1 as teller,
        null::integer as noemer,
        geleverd_op
    from measured

),

{{ register_per_split(
    {'IND046': ['halfjaar', 'jaar'], 'IND047': ['kwartaal', 'jaar'], 'IND048': ['halfjaar', 'jaar']},
    has_variant=true,
) }}

select
    {{ variant_columns('counted', 'counted.variant') }},
    counted.is_voorlopig
from counted
