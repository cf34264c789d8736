-- Grain: one row per start that was not withdrawn.
with

berichten as (

    select * from {{ ref('int_berichten__accepted') }}
    where berichtsoort = '305'

),

starts as (

    select * from {{ ref('stg_ijw_iwmo__startproducten') }}

),

ranked as (

    select
        berichten.wet,
        berichten.gemeente_code,
        berichten.aanbieder_agb,
        berichten.is_voorlopig,
        starts.*,
        -- IV008: the senders' order of messages, and within one message removal (3) before delivery (1)
        row_number() over (
            partition by
                berichten.wet, berichten.gemeente_code, berichten.aanbieder_agb, starts.client_id,
                starts.toewijzing_nummer, starts.product_categorie, starts.product_code, starts.begindatum
            order by
                berichten.bericht_datum desc,
                {{ bytewise('berichten.bericht_identificatie') }} desc,
                starts._source_file_id desc,
                (starts.status_aanlevering = '3'),
                starts._rij desc
        ) as event_rank
    from starts
    inner join berichten on starts._source_file_id = berichten._source_file_id

)

select
    wet,
    gemeente_code,
    aanbieder_agb,
    client_id,
    toewijzing_nummer,
    product_categorie,
    product_code,
    begindatum,
    is_voorlopig,
    _source_file_id,
    _rij
from ranked
where event_rank = 1 and status_aanlevering != '3'
