-- Grain: one row per norm with an amount and threshold: the first day on which what was declared had reached it.
with

norms as (

    select * from {{ ref('int_normering__standing') }}
    where bedrag_euro > 0

),

declared as (

    select * from {{ ref('int_normering__declared') }}

),

thresholds_of_norms as (

    select
        normering_id,
        bedrag_euro,
        monitoringswaarde_procent,
        unnest(array{{ var('normering_drempels') }} || monitoringswaarde_procent::integer) as drempel_procent
    from norms

),

thresholds as (

    select
        normering_id,
        drempel_procent,
        bedrag_euro * drempel_procent / 100 as drempel_euro,
        bool_or(drempel_procent = monitoringswaarde_procent) as is_informatieplicht
    from thresholds_of_norms
    group by normering_id, bedrag_euro, drempel_procent

),

by_day as (

    select
        declared.normering_id,
        declared.declaratie_datum,
        sum(sum(declared.gedeclareerd_eurocent)) over (
            partition by declared.normering_id
            order by declared.declaratie_datum
        ) / 100.0 as tot_nu_euro
    from norms
    inner join declared
        on
            norms.normering_id = declared.normering_id
            and declared.maand between {{ month_start('norms.geldig_van') }} and norms.geldig_tot
    group by declared.normering_id, declared.declaratie_datum

)

select
    thresholds.normering_id,
    thresholds.drempel_procent,
    thresholds.drempel_euro,
    thresholds.is_informatieplicht,
    min(by_day.declaratie_datum) as gebleken_op
from thresholds
left join by_day
    on thresholds.normering_id = by_day.normering_id and thresholds.drempel_euro <= by_day.tot_nu_euro
group by
    thresholds.normering_id, thresholds.drempel_procent, thresholds.drempel_euro, thresholds.is_informatieplicht
