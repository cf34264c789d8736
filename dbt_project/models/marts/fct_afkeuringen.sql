-- Grain: one row per class of a loaded message and rule of the standard (level 3 or 4) that it breaks.
with

broken as (

    select * from {{ ref('int_afkeuringen__geladen') }}

),

regels as (

    select * from {{ ref('regels') }}

),

berichten as (

    select * from {{ ref('int_berichten__judged') }}

),

declaratieregels as (

    select * from {{ ref('int_declaratieregels__judged') }}

)

select
    broken._source_file_id,
    broken.klasse,
    broken._rij,
    broken.regel,
    regels.afkeuring_code,
    regels.retour_code,
    berichten.wet,
    berichten.berichtsoort,
    berichten.gemeente_code,
    berichten.aanbieder_agb,
    berichten.bericht_identificatie,
    berichten.bericht_datum,
    -- the receiver saw it as well: the message was refused, or the 325 lists the line
    berichten.is_geweigerd or coalesce(declaratieregels.regel_status = 'afgewezen', false) as is_afgewezen
from broken
inner join regels on broken.regel = regels.regel
inner join berichten on broken._source_file_id = berichten._source_file_id
left join declaratieregels
    on
        broken._source_file_id = declaratieregels._source_file_id
        and broken._rij = declaratieregels._rij
        and broken.klasse = 'Prestatie'
-- a rule does not hold for messages older than itself
where berichten.bericht_datum >= regels.geldig_vanaf
