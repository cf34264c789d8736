-- Grain: one row per day of the calendar.
with

days as (

    select day_at::date as datum
    from
        generate_series(
            timestamp '{{ var("kalender_van") }}', timestamp '{{ var("kalender_tot") }}', interval '1 day'
        ) as calendar (day_at)

),

months (maand_nummer, maand_naam) as (

    values
    (1, 'januari'), (2, 'februari'), (3, 'maart'), (4, 'april'), (5, 'mei'), (6, 'juni'),
    (7, 'juli'), (8, 'augustus'), (9, 'september'), (10, 'oktober'), (11, 'november'), (12, 'december')

)

select
    days.datum,
    extract(year from days.datum)::integer as jaar,
    ((extract(month from days.datum)::integer + 5) / 6)::integer as halfjaar,
    extract(quarter from days.datum)::integer as kwartaal,
    months.maand_nummer,
    months.maand_naam,
    {{ month_start('days.datum') }} as maand,
    extract(isoyear from days.datum)::integer as iso_jaar,
    extract(week from days.datum)::integer as iso_week,
    extract(isodow from days.datum)::integer as weekdag,
    extract(isodow from days.datum) in (6, 7) as is_weekend
from days
inner join months on extract(month from days.datum) = months.maand_nummer
