-- Grain: one row per answer that found its message. An answer refuses the whole message, or not.
with

berichten as (

    select * from {{ ref('int_berichten__unique') }}

),

retourcodes as (

    select * from {{ ref('stg_ijw_iwmo__retourcodes') }}

),

refusals as (

    select
        retourcodes._source_file_id,
        bool_or(
            case
                when berichten.berichtsoort != '325' then retourcodes.retour_code != '0200'
                when retourcodes.klasse = 'Header' then retourcodes.retour_code != '0200'
                when retourcodes.klasse = 'DeclaratieAntwoord' then retourcodes.retour_code not in ('0200', '8001')
                else false
            end
        ) as is_weigering,
        -- TR135: the Dagtekening lies in the future
        bool_or(retourcodes.retour_code = '8848') as is_datum_weigering
    from retourcodes
    inner join berichten on retourcodes._source_file_id = berichten._source_file_id
    where berichten.is_retour
    group by retourcodes._source_file_id

),

answers as (

    select
        berichten._source_file_id as antwoord_file_id,
        berichten.wet,
        berichten.gemeente_code,
        berichten.aanbieder_agb,
        -- 302 answers 301, and so on; only the 325 is two numbers away from what it answers
        case
            when berichten.berichtsoort = '325' then '323'
            else (berichten.berichtsoort::integer - 1)::text
        end as berichtsoort,
        case
            when berichten.berichtsoort = '325' then berichten.declaratie_bericht_identificatie
            else berichten.bericht_identificatie
        end as bericht_identificatie,
        case
            when berichten.berichtsoort = '325' then berichten.declaratie_bericht_datum
            else berichten.bericht_datum
        end as bericht_datum,
        case
            when berichten.berichtsoort = '325' then berichten.bericht_datum
            else berichten.retour_datum
        end as antwoord_datum,
        coalesce(refusals.is_weigering, false) as is_weigering,
        coalesce(refusals.is_datum_weigering, false) as is_datum_weigering
    from berichten
    left join refusals on berichten._source_file_id = refusals._source_file_id
    where berichten.is_retour

)

select
    answers.antwoord_file_id,
    answers.antwoord_datum,
    answers.is_weigering,
    answers.is_datum_weigering,
    berichten._source_file_id
from answers
inner join berichten
    on
        answers.wet = berichten.wet
        and answers.berichtsoort = berichten.berichtsoort
        and answers.gemeente_code = berichten.gemeente_code
        and answers.aanbieder_agb = berichten.aanbieder_agb
        and answers.bericht_identificatie = berichten.bericht_identificatie
        and answers.bericht_datum = berichten.bericht_datum
