-- Grain: one row per client in a message who has another birth year or sex than in the message before.
with

sendings as (

    select
        clienten._source_file_id,
        clienten._rij,
        clienten.client_id,
        berichten.bericht_datum,
        {{ bytewise('berichten.bericht_identificatie') }} as bericht_identificatie,
        -- IV009: with usage 3 nothing is known of the date
        case when coalesce(clienten.geboortedatum_gebruik != '3', true) then clienten.geboortejaar end as geboortejaar,
        -- COD046: 0 is unknown, 9 not specified
        case when clienten.geslacht not in ('0', '9') then clienten.geslacht end as geslacht
    from {{ ref('stg_ijw_iwmo__clienten') }} as clienten
    inner join {{ ref('int_berichten__judged') }} as berichten
        on clienten._source_file_id = berichten._source_file_id
    where berichten.berichtsoort in ('301', '305', '307', '315') and not berichten.is_geweigerd

),

compared as (

    select
        *,
        lag(geboortejaar) over in_order as geboortejaar_before,
        lag(geslacht) over in_order as geslacht_before
    from sendings
    window in_order as (
        partition by client_id
        order by bericht_datum, bericht_identificatie, _source_file_id, _rij
    )

)

select
    _source_file_id,
    'Client' as klasse,
    _rij,
    'X043' as regel
from compared
where geboortejaar != geboortejaar_before or geslacht != geslacht_before
