-- Grain: one row per indicator, variant, year and combination of splits. IND038 by what monthly claims can show.
with

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

months as (

    select * from {{ ref('fct_intensiteit_maand') }}

),

openings as (

    select
        intensity.productgroep,
        intensity.limiet * opening.limiet as limiet_uren,
        greatest(intensity.geldig_van, opening.geldig_van) as geldig_van,
        least(intensity.geldig_tot, opening.geldig_tot) as geldig_tot
    from {{ ref('int_normering__standing') }} as intensity
    inner join {{ ref('int_normering__standing') }} as opening
        on intensity.wet = opening.wet and intensity.productgroep = opening.productgroep
    where
        intensity.productgroep = 'vdb'
        and intensity.aanbieder_agb is null
        and opening.aanbieder_agb is null
        and intensity.limiet_eenheid = 'uren_per_week'
        and opening.limiet_eenheid = 'weken_per_jaar'

),

-- weeks cannot be seen in monthly claims: more hours than a full opening allows can
above_opening as (

    select
        {{ period_start("'jaar'", 'months.maand') }} as maand,
        months.gemeente_code,
        months.wet,
        months.zorgsoort,
        months.aanbieder_agb,
        months.client_id
    from months
    inner join openings
        on
            months.productgroep = openings.productgroep
            and months.maand between openings.geldig_van and openings.geldig_tot
    group by
        {{ period_start("'jaar'", 'months.maand') }},
        months.gemeente_code,
        months.wet,
        months.zorgsoort,
        months.aanbieder_agb,
        months.client_id,
        openings.limiet_uren
    having sum(months.geleverde_uren) > openings.limiet_uren

),

measured as (

    select
        'IND038' as indicator_code,
        'boven_uren_van_opening' as variant,
        maand,
        gemeente_code,
        wet,
        zorgsoort,
        aanbieder_agb,
        client_id
    from above_opening

),

events as (

    select
        indicator_code,
        variant,
        maand as gebeurtenis_datum,
        gemeente_code,
        wet,
        zorgsoort,
        aanbieder_agb,
        client_id as teller,
        null::integer as noemer,
        maand as geleverd_op
    from measured

),

{{ register_per_split(
    {'IND038': ['jaar']},
    teller='count(distinct teller)',
    has_variant=true,
) }}

select
    {{ variant_columns('counted', 'counted.variant') }},
    {{ is_provisional_by_declarations('counted.periode_eind') }} as is_voorlopig
from counted
cross join data_until
