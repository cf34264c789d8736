-- Grain: one row per norm with an amount and month: what the care that runs in the month may cost.
with

norms as (

    select * from {{ ref('int_normering__standing') }}
    where bedrag_euro > 0

),

zorgsoorten as (

    select * from {{ ref('int_normering__zorgsoorten') }}

),

periods as (

    select * from {{ ref('int_zorgperioden__classified') }}

),

volumes as (

    select
        wet,
        gemeente_code,
        toewijzing_nummer,
        coalesce(
            verwachte_kosten_euro / duur_dagen, coalesce(uren_per_week, volume_per_week) * tarief_euro / 7
        ) as per_dag_euro
    from {{ ref('int_toewijzingen__volume') }}

),

under_a_norm as (

    select
        norms.normering_id,
        greatest(periods.begindatum, norms.geldig_van) as begindatum,
        least(periods.einde, norms.geldig_tot) as einde,
        volumes.per_dag_euro
    from norms
    inner join zorgsoorten on norms.normering_id = zorgsoorten.normering_id
    inner join periods
        on
            zorgsoorten.wet = periods.wet
            and zorgsoorten.zorgsoort = periods.zorgsoort
            and coalesce(norms.aanbieder_agb, periods.aanbieder_agb) = periods.aanbieder_agb
            and coalesce(norms.productgroep, periods.productgroep) = periods.productgroep
            and coalesce(norms.gemeente_code, periods.gemeente_code) = periods.gemeente_code
            and norms.geldig_tot >= periods.begindatum
            and norms.geldig_van <= periods.einde
    inner join volumes
        on
            periods.wet = volumes.wet
            and periods.gemeente_code = volumes.gemeente_code
            and periods.toewijzing_nummer = volumes.toewijzing_nummer
    where volumes.per_dag_euro is not null

),

per_month as (

    select
        under_a_norm.normering_id,
        months.month_at::date as maand,
        under_a_norm.per_dag_euro
        * (
            least(under_a_norm.einde, {{ month_end('months.month_at') }})
            - greatest(under_a_norm.begindatum, months.month_at::date)
            + 1
        ) as euro
    from under_a_norm
    cross join generate_series(
        {{ month_start('under_a_norm.begindatum') }}::timestamp, under_a_norm.einde::timestamp, interval '1 month'
    ) as months (month_at)

)

select
    normering_id,
    maand,
    round(sum(euro), 2) as toegewezen_euro
from per_month
group by normering_id, maand
