-- Grain: one row per stop that was not withdrawn.
with

berichten as (

    select * from {{ ref('int_berichten__accepted') }}
    where berichtsoort = '307'

),

stops as (

    select * from {{ ref('stg_ijw_iwmo__stopproducten') }}

),

ranked as (

    select
        berichten.wet,
        berichten.gemeente_code,
        berichten.aanbieder_agb,
        berichten.is_voorlopig,
        stops.*,
        -- IV008: the senders' order of messages, and within one message removal (3) before delivery (1)
        row_number() over (
            partition by
                berichten.wet, berichten.gemeente_code, berichten.aanbieder_agb, stops.client_id,
                stops.toewijzing_nummer, stops.product_categorie, stops.product_code, stops.begindatum,
                stops.einddatum, stops.reden_beeindiging
            order by
                berichten.bericht_datum desc,
                {{ bytewise('berichten.bericht_identificatie') }} desc,
                stops._source_file_id desc,
                (stops.status_aanlevering = '3'),
                stops._rij desc
        ) as event_rank
    from stops
    inner join berichten on stops._source_file_id = berichten._source_file_id

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
    einddatum,
    reden_beeindiging,
    is_voorlopig,
    _source_file_id,
    _rij
from ranked
where event_rank = 1 and status_aanlevering != '3'
