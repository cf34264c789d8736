-- Grain: one row per form of delivery, year and combination of splits. IND002, IND009 and IND010, in a group or not.
{{ config(
    materialized='incremental', incremental_strategy='append', meta={'touched_by': ['int_zorggebruik__measured']}
) }}
with

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

measured as (

    select
        *,
        'levervorm=' || case when is_groep then 'groep' else 'individueel' end as variant
    from {{ ref('int_zorggebruik__measured') }}
    where {{ of_touched_periods('maand', 'jaar') }}

),

-- a person once per cell and year, before counting
facts as (

    select
        '' as indicator_code,
        measured.variant,
        'jaar' as periode_type,
        {{ period_start("'jaar'", 'measured.maand') }} as gebeurtenis_datum,
        case when sum(measured.geleverde_regels) > 0 then measured.client_id end as client_id,
        measured.gemeente_code,
        measured.wet,
        measured.zorgsoort,
        measured.productgroep,
        measured.product_code,
        measured.aanbieder_agb,
        measured.verwijzer,
        sum(measured.bedrag_eurocent) as eurocent,
        false as is_voorlopig
    from measured
    group by
        measured.variant,
        {{ period_start("'jaar'", 'measured.maand') }},
        measured.client_id,
        measured.gemeente_code,
        measured.wet,
        measured.zorgsoort,
        measured.productgroep,
        measured.product_code,
        measured.aanbieder_agb,
        measured.verwijzer

),

{{ variants_per_split({'clienten': 'count(distinct client_id)::numeric', 'eurocent': 'sum(eurocent)'}) }},

measures as (

    select
        measure.indicator_code,
        split.variant,
        {{ split_columns('split') }},
        measure.waarde,
        measure.teller,
        measure.noemer
    from split
    cross join
        lateral (
            values
            ('IND002', split.clienten, null, null, split.clienten > 0),
            ('IND009', round(split.eurocent / 100.0, 2), null, null, true),
            (
                'IND010',
                round(round(split.eurocent / 100.0, 2) / nullif(split.clienten, 0), 6),
                round(split.eurocent / 100.0, 2),
                split.clienten,
                split.clienten > 0
            )
        ) as measure (indicator_code, waarde, teller, noemer, is_known)
    where measure.is_known

)

select
    {{ variant_columns('measures', 'measures.variant') }},
    {{ is_provisional_by_declarations('measures.periode_eind') }} as is_voorlopig
from measures
cross join data_until
