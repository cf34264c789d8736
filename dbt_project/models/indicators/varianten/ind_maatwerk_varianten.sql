-- Grain: one row per indicator, variant, period and combination of splits. IND027-IND030 by who asked and by segment.
with

agreements as (

    select * from {{ ref('fct_maatwerkovereenkomsten') }}
    where uitkomst = 'toegekend' and ingangsdatum is not null

),

values_of_dimensions (dimensie, dimensie_waarde) as (

    values
    ('aanvrager', 'bjg'), ('aanvrager', 'gi'), ('aanvrager', 'overig'),
    ('segment', 'ambulant'), ('segment', 'specialistisch')

),

placed as (

    select
        agreements.*,
        values_of_dimensions.dimensie,
        values_of_dimensions.dimensie || '=' || values_of_dimensions.dimensie_waarde as variant,
        case values_of_dimensions.dimensie when 'aanvrager' then agreements.aanvrager else agreements.segment end
        = values_of_dimensions.dimensie_waarde as is_deel
    from agreements
    cross join values_of_dimensions

),

measured as (

    select
        *,
        'IND027' as indicator_code,
        1 as teller,
        null::integer as noemer
    from placed
    where is_deel

    union all

    -- the share of one value has all agreements below the line
    select
        *,
        case dimensie when 'aanvrager' then 'IND028' else 'IND029' end as indicator_code,
        is_deel::integer as teller,
        1 as noemer
    from placed

    union all

    select
        *,
        'IND030' as indicator_code,
        uren_per_week as teller,
        1 as noemer
    from placed
    where is_deel and uren_per_week is not null

),

events as (

    select
        indicator_code,
        variant,
        ingangsdatum as gebeurtenis_datum,
        gemeente_code,
        wet,
        zorgsoort,
        {{ or_unknown('aanbieder_agb') }} as aanbieder_agb,
        teller,
        noemer,
        geleverd_op
    from measured

),

{{ register_per_split(
    {
        'IND027': ['kwartaal', 'halfjaar', 'jaar'],
        'IND028': ['jaar'],
        'IND029': ['jaar'],
        'IND030': ['halfjaar', 'jaar'],
    },
    has_variant=true,
) }}

select
    {{ variant_columns('counted', 'counted.variant') }},
    counted.is_voorlopig
from counted
