-- Grain: one row per client and stretch of days at one PC4. An address holds from the message that tells it first.
with

berichten as (

    select * from {{ ref('int_berichten__accepted') }}
    where berichtsoort = '301'

),

contacten as (

    select * from {{ ref('stg_ijw_iwmo__contacten') }}
    where adres_soort = '01'

),

told as (

    select
        contacten.client_id,
        contacten.postcode_pc4,
        berichten.bericht_datum,
        row_number() over (
            partition by contacten.client_id, berichten.bericht_datum
            order by
                {{ bytewise('berichten.bericht_identificatie') }} desc,
                contacten._source_file_id desc,
                contacten._rij desc
        ) as message_rank
    from contacten
    inner join berichten on contacten._source_file_id = berichten._source_file_id

),

told_before as (

    select
        *,
        row_number() over (partition by client_id order by bericht_datum) as address_rank,
        lag(postcode_pc4) over (partition by client_id order by bericht_datum) as previous_pc4
    from told
    where message_rank = 1

),

moves as (

    select * from told_before
    where address_rank = 1 or postcode_pc4 is distinct from previous_pc4

)

select
    client_id,
    postcode_pc4,
    -- nothing is known of the time before the first message: the first address held then too
    case when address_rank = 1 then date '0001-01-01' else bericht_datum end as geldig_van,
    coalesce(
        lead(bericht_datum) over (partition by client_id order by bericht_datum) - 1, date '9999-12-31'
    ) as geldig_tot
from moves
