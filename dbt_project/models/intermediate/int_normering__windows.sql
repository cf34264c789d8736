-- Grain: one row per norm with an amount and number of years back: its own months, and the same ones of past years.
with

norms as (

    select * from {{ ref('int_normering__standing') }}
    where bedrag_euro > 0

),

first_months as (

    select
        normering_id,
        min(maand) as eerste_maand
    from {{ ref('int_normering__declared') }}
    group by normering_id

),

shifted as (

    select
        norms.normering_id,
        norms.wet,
        norms.bedrag_euro,
        years.jaren_terug,
        ({{ month_start('norms.geldig_van') }} - years.jaren_terug * interval '1 year')::date as venster_van,
        ({{ month_start('norms.geldig_tot') }} - years.jaren_terug * interval '1 year')::date as venster_tot,
        first_months.eerste_maand
    from norms
    cross join generate_series(0, {{ var('prognose_terugblik_jaren') }}) as years (jaren_terug)
    left join first_months on norms.normering_id = first_months.normering_id

)

select * from shifted
-- of a past year something must have been declared, or there is nothing to compare with
where jaren_terug = 0 or eerste_maand <= venster_tot
