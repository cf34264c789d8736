-- Grain: one row per norm with an amount and threshold: when it was first crossed, or when that is expected.
with

norms as (

    select * from {{ ref('int_normering__standing') }}

),

thresholds as (

    select * from {{ ref('int_normering__noticed') }}

),

crossed as (

    select
        thresholds.normering_id,
        thresholds.drempel_procent,
        min(months.maand) as maand
    from thresholds
    inner join {{ ref('fct_normering_maand') }} as months
        on
            thresholds.normering_id = months.normering_id
            and thresholds.drempel_euro <= months.gedeclareerd_tot_nu_euro
            and not months.is_toekomst
    group by thresholds.normering_id, thresholds.drempel_procent

),

forecasts as (

    select
        *,
        row_number() over (partition by normering_id order by peilmaand desc) as newest
    from {{ ref('int_normering__forecast') }}
    where jaren_terug = 0 and per_maand_euro > 0

),

expected as (

    select
        thresholds.normering_id,
        thresholds.drempel_procent,
        (
            forecasts.venster_tot
            + interval '1 month'
            * (
                ceil(greatest(0, thresholds.drempel_euro - forecasts.tot_nu_euro) / forecasts.per_maand_euro)
                - forecasts.maanden_te_gaan
            )
        )::date as maand,
        forecasts.venster_tot
    from thresholds
    inner join forecasts on thresholds.normering_id = forecasts.normering_id and forecasts.newest = 1

)

select
    norms.normering_id,
    norms.normering_nummer,
    norms.instrument,
    norms.aanbieder_agb,
    norms.wet,
    norms.zorgsoort,
    norms.gemeente_code,
    norms.geldig_van,
    norms.geldig_tot,
    thresholds.drempel_procent,
    thresholds.drempel_euro,
    thresholds.is_informatieplicht,
    crossed.maand as overschreden_maand,
    case when crossed.maand is not null then thresholds.gebleken_op end as gebleken_op,
    -- expected only where it has not happened, and would happen before the end
    case when crossed.maand is null and expected.maand <= expected.venster_tot then expected.maand end
        as prognose_maand
from thresholds
inner join norms on thresholds.normering_id = norms.normering_id
left join crossed
    on thresholds.normering_id = crossed.normering_id and thresholds.drempel_procent = crossed.drempel_procent
left join expected
    on thresholds.normering_id = expected.normering_id and thresholds.drempel_procent = expected.drempel_procent
