-- Grain: one row per distinct message. One refusing answer is enough to refuse a message.
with

berichten as (

    select * from {{ ref('int_berichten__unique') }}

),

answers as (

    select * from {{ ref('int_berichten__answers') }}

),

answers_per_message as (

    select
        _source_file_id,
        min(antwoord_datum) as antwoord_datum,
        bool_or(is_weigering) as is_geweigerd,
        bool_or(is_datum_weigering) as is_datum_geweigerd
    from answers
    group by _source_file_id

)

select
    berichten._source_file_id,
    berichten.wet,
    berichten.berichtsoort,
    berichten.release,
    berichten.gemeente_code,
    berichten.aanbieder_agb,
    berichten.is_retour,
    berichten.bericht_identificatie,
    berichten.bericht_datum,
    berichten.retour_identificatie,
    berichten.retour_datum,
    answers_per_message._source_file_id is not null as has_antwoord,
    answers_per_message.antwoord_datum,
    coalesce(answers_per_message.is_geweigerd, false) as is_geweigerd,
    coalesce(answers_per_message.is_datum_geweigerd, false) as is_datum_geweigerd
from berichten
left join answers_per_message on berichten._source_file_id = answers_per_message._source_file_id
