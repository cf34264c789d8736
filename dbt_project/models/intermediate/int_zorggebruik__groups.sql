-- Grain: one row per user of care and part of the population: all, his stadsdeel, sex, and each leeftijdsgroep.
with

users as (

    select * from {{ ref('int_zorggebruik__users') }}

),

groepen as (

    select
        deel.leeftijdsgroep,
        geheel.leeftijdsgroep as doelgroep,
        deel.leeftijd_van,
        coalesce(deel.leeftijd_tot, 999) as leeftijd_tot
    from {{ ref('leeftijdsgroepen') }} as geheel
    inner join {{ ref('leeftijdsgroepen') }} as deel
        on
            geheel.leeftijd_van <= deel.leeftijd_van
            and coalesce(geheel.leeftijd_tot, 999) >= coalesce(deel.leeftijd_tot, 999)

)

select
    users.gebruik_soort,
    users.doelgroep,
    users.wet,
    users.gemeente_code,
    users.jaar_start,
    users.client_id,
    parts.stadsdeel,
    parts.geslacht,
    parts.leeftijdsgroep
from users
cross join
    lateral (
        values (null, null, null), (users.stadsdeel, null, null), (null, users.geslacht, null)
        union all
        select
            null as stadsdeel,
            null as geslacht,
            groepen.leeftijdsgroep
        from groepen
        where
            users.doelgroep = groepen.doelgroep
            and users.leeftijd between groepen.leeftijd_van and groepen.leeftijd_tot
    ) as parts (stadsdeel, geslacht, leeftijdsgroep)
