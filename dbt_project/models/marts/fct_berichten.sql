-- Grain: one row per distinct message that was taken in.
with

berichten as (

    select * from {{ ref('int_berichten__judged') }}

),

accepted as (

    select * from {{ ref('int_berichten__accepted') }}

),

files as (

    select * from {{ ref('stg_meta__files') }}

)

select
    berichten._source_file_id,
    berichten.wet,
    berichten.berichtsoort,
    berichten.release,
    berichten.gemeente_code,
    berichten.aanbieder_agb,
    berichten.bericht_identificatie,
    berichten.bericht_datum,
    berichten.retour_identificatie,
    berichten.retour_datum,
    case
        when berichten.is_retour then 'antwoord'
        when berichten.is_geweigerd then 'geweigerd'
        when berichten.has_antwoord then 'geaccepteerd'
        else 'wacht_op_antwoord'
    end as bericht_status,
    berichten.antwoord_datum,
    berichten.antwoord_datum - berichten.bericht_datum as antwoord_dagen,
    coalesce(accepted.is_voorlopig, false) as is_voorlopig,
    -- a zip or not is how a delivery was packed: the same message would differ by which came first
    case when files.channel = 'stuf_ggk' then 'stuf_ggk' else 'los' end as ontvangst_kanaal,
    files.received_at
from berichten
left join accepted on berichten._source_file_id = accepted._source_file_id
left join files on berichten._source_file_id = files._source_file_id
