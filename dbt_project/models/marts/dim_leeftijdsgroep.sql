-- Grain: one row per leeftijdsgroep. Groups overlap: dim_leeftijdsgroep_leeftijd says which ages are in which.
with

groepen as (

    select * from {{ ref('leeftijdsgroepen') }}

)

select
    leeftijdsgroep,
    leeftijd_van,
    leeftijd_tot,
    leeftijdsgroep_naam
from groepen
