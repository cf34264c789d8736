-- Grain: one row per age in whole years. Ages in one band belong to the same leeftijdsgroepen.
with

groepen as (

    select * from {{ ref('leeftijdsgroepen') }}

),

bounds as (

    select leeftijd_van as leeftijdsband
    from groepen

    union

    select leeftijd_tot + 1 as leeftijdsband
    from groepen
    where leeftijd_tot is not null

),

ages as (

    select generate_series(0, 150) as leeftijd

)

select
    ages.leeftijd,
    max(bounds.leeftijdsband) as leeftijdsband
from ages
inner join bounds on ages.leeftijd >= bounds.leeftijdsband
group by ages.leeftijd
