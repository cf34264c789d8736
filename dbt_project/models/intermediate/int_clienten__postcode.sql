-- Grain: one row per client with an address in the BRP. The newest accepted toewijzing message counts.
with

berichten as (

    select * from {{ ref('int_berichten__accepted') }}
    where berichtsoort = '301'

),

contacten as (

    select * from {{ ref('stg_ijw_iwmo__contacten') }}
    where adres_soort = '01'

),

ranked as (

    select
        contacten.client_id,
        contacten.postcode_pc4,
        row_number() over (
            partition by contacten.client_id
            order by
                berichten.bericht_datum desc,
                {{ bytewise('berichten.bericht_identificatie') }} desc,
                contacten._source_file_id desc,
                contacten._rij desc
        ) as message_rank
    from contacten
    inner join berichten on contacten._source_file_id = berichten._source_file_id

)

select
    client_id,
    postcode_pc4
from ranked
where message_rank = 1
