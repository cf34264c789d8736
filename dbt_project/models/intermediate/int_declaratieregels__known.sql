-- Grain: one row per wet, year and number of months after a month of care: which share of it is declared by then.
with

cells as (

    select * from {{ ref('int_declaratieregels__monthly') }}

),

years as (

    select
        generate_series(
            extract(year from min(maand))::integer + 1, extract(year from max(declaratie_datum))::integer + 1
        ) as jaar
    from cells

),

-- what somebody could know on 1 January: twelve months of care that by then are half a year old at least
looked_at as (

    select
        years.jaar,
        cells.wet,
        cells.gedeclareerd_eurocent,
        {{ months_between('cells.maand', 'cells.declaratie_datum') }} as maanden_later
    from years
    inner join cells
        on
            cells.maand >= make_date(years.jaar - 2, 7, 1)
            and cells.maand < make_date(years.jaar - 1, 7, 1)
            and cells.declaratie_datum < make_date(years.jaar, 1, 1)

),

totals as (

    select
        jaar,
        wet,
        sum(gedeclareerd_eurocent) as totaal_eurocent
    from looked_at
    group by jaar, wet
    having sum(gedeclareerd_eurocent) > 0

)

select
    totals.jaar,
    totals.wet,
    months.maanden_later,
    round(
        coalesce(sum(looked_at.gedeclareerd_eurocent), 0) / totals.totaal_eurocent, 6
    ) as bekend_aandeel
from totals
cross join generate_series(0, 11) as months (maanden_later)
left join looked_at
    on
        totals.jaar = looked_at.jaar
        and totals.wet = looked_at.wet
        and months.maanden_later >= looked_at.maanden_later
group by totals.jaar, totals.wet, months.maanden_later, totals.totaal_eurocent
