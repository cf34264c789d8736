-- Grain: one row per norm, years back, month to look from and month of care that is complete enough to reckon with.
with

windows as (

    select * from {{ ref('int_normering__windows') }}
    where eerste_maand is not null

),

declared as (

    select * from {{ ref('int_normering__declared') }}

),

shares as (

    select * from {{ ref('int_declaratieregels__known') }}

),

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

looked_from as (

    select
        windows.*,
        months.month_at::date as peilmaand
    from windows
    cross join data_until
    cross join generate_series(
        windows.venster_van::timestamp,
        least(
            windows.venster_tot::timestamp,
            -- the last month that is over
            {{ month_start('data_until.gegevens_tot_en_met + 1') }}::timestamp - interval '1 month'
        ),
        interval '1 month'
    ) as months (month_at)

),

months_of_care as (

    select
        looked_from.*,
        months.month_at::date as maand,
        shares.bekend_aandeel
    from looked_from
    cross join
        generate_series(
            greatest(looked_from.eerste_maand, (looked_from.venster_van - interval '11 months')::date)::timestamp,
            looked_from.peilmaand::timestamp,
            interval '1 month'
        ) as months (month_at)
    inner join shares
        on
            looked_from.wet = shares.wet
            and extract(year from looked_from.peilmaand) = shares.jaar
            and least(11, {{ months_between('months.month_at', 'looked_from.peilmaand') }}) = shares.maanden_later
    where shares.bekend_aandeel >= {{ var('prognose_minimaal_bekend') }}

)

select
    months_of_care.normering_id,
    months_of_care.jaren_terug,
    months_of_care.venster_van,
    months_of_care.venster_tot,
    months_of_care.peilmaand,
    months_of_care.maand,
    -- what is declared by then, raised to what such a month becomes
    round(coalesce(sum(declared.gedeclareerd_eurocent), 0) / months_of_care.bekend_aandeel) as volledig_eurocent
from months_of_care
left join declared
    on
        months_of_care.normering_id = declared.normering_id
        and months_of_care.maand = declared.maand
        and declared.declaratie_datum <= {{ month_end('months_of_care.peilmaand') }}
group by
    months_of_care.normering_id,
    months_of_care.jaren_terug,
    months_of_care.venster_van,
    months_of_care.venster_tot,
    months_of_care.peilmaand,
    months_of_care.maand,
    months_of_care.bekend_aandeel
