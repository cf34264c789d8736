-- Grain: one row per file that the intake refused or holds and reason, or class of a loaded message and rule it breaks.
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

),

refused as (

    select * from {{ ref('int_afkeuringen__intake') }}

)

select
    broken._source_file_id,
    'ijw_iwmo' as bron,
    'geladen' as besluit,
    regels.niveau,
    broken.klasse,
    broken._rij,
    broken.regel,
    regels.afkeuring_code,
    regels.retour_code,
    berichten.wet,
    berichten.berichtsoort,
    -- the gemeente allocates and answers what a provider sends; a provider does the other way round
    case
        when berichten.berichtsoort in ('301', '306', '308', '316', '318', '319', '325') then berichten.gemeente_code
        else berichten.aanbieder_agb
    end as afzender,
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

union all

select
    refused._source_file_id,
    refused.bron,
    refused.besluit,
    refused.niveau,
    'Bestand' as klasse,
    0 as _rij,
    refused.regel,
    refused.afkeuring_code,
    refused.retour_code,
    refused.wet,
    refused.berichtsoort,
    refused.afzender,
    -- nothing of it was loaded: only the sender can be told, and not always
    null as gemeente_code,
    null as aanbieder_agb,
    null as bericht_identificatie,
    null::date as bericht_datum,
    null::boolean as is_afgewezen
from refused
