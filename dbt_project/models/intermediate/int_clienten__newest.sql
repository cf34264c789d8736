-- Grain: one row per client about whom a message tells more than the BSN. The newest accepted message counts.
with

berichten as (

    select * from {{ ref('int_berichten__accepted') }}
    where berichtsoort in ('301', '305', '307', '315')

),

clienten as (

    select * from {{ ref('stg_ijw_iwmo__clienten') }}

),

ranked as (

    select
        clienten.client_id,
        clienten.geslacht,
        -- IV009: 3 means that nothing of the birth date is known, whatever date is filled in
        case when clienten.geboortedatum_gebruik = '3' then null else clienten.geboortejaar end as geboortejaar,
        -- 2 means that day and month are not known
        case
            when clienten.geboortedatum_gebruik in ('2', '3') then null else clienten.geboortemaand
        end as geboortemaand,
        row_number() over (
            partition by clienten.client_id
            order by
                berichten.bericht_datum desc,
                {{ bytewise('berichten.bericht_identificatie') }} desc,
                clienten._source_file_id desc
        ) as message_rank
    from clienten
    inner join berichten on clienten._source_file_id = berichten._source_file_id

)

select
    client_id,
    geboortejaar,
    geboortemaand,
    geslacht
from ranked
where message_rank = 1
