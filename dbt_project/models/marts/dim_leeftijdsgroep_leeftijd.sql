-- Grain: one row per leeftijdsgroep and age that belongs to it: the bridge from an age to all its groups.
with

groepen as (

    select * from {{ ref('leeftijdsgroepen') }}

),

ages as (

    select * from {{ ref('int_leeftijden__bands') }}

)

select
    groepen.leeftijdsgroep,
    ages.leeftijd
from groepen
inner join ages on ages.leeftijd between groepen.leeftijd_van and coalesce(groepen.leeftijd_tot, 999)
