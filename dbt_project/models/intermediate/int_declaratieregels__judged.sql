-- Grain: one row per submitted declaratieregel. Approved is what the 325 does not list (SPEC 6.7).
{{ config(materialized='incremental', incremental_strategy='append', pre_hook='{{ forget_touched() }}') }}
with

berichten as (

    select * from {{ ref('int_berichten__judged') }}
    where berichtsoort = '323'

),

answers as (

    select * from {{ ref('int_berichten__answers') }}

),

prestaties as (

    select * from {{ ref('stg_ijw_iwmo__prestaties') }}
    where {{ of_touched_clients() }}

),

declaraties as (

    select * from {{ ref('stg_ijw_iwmo__declaraties') }}

),

refused as (

    select
        answers._source_file_id,
        listed.referentie_nummer
    from answers
    inner join {{ ref('stg_ijw_iwmo__prestaties') }} as listed on answers.antwoord_file_id = listed._source_file_id
    group by answers._source_file_id, listed.referentie_nummer

)

select
    berichten.wet,
    berichten.gemeente_code,
    berichten.aanbieder_agb,
    prestaties.client_id,
    prestaties.toewijzing_nummer,
    prestaties.referentie_nummer,
    prestaties.vorig_referentie_nummer,
    declaraties.declaratie_nummer,
    declaraties.declaratieperiode_begindatum,
    declaraties.declaratie_datum,
    prestaties.product_categorie,
    prestaties.product_code,
    prestaties.productperiode_begindatum,
    prestaties.productperiode_einddatum,
    prestaties.geleverd_volume,
    prestaties.eenheid,
    prestaties.tarief_eurocent,
    prestaties.ingediend_bedrag_eurocent,
    prestaties.debet_credit = 'C' as is_credit,
    case
        when berichten.is_geweigerd or refused.referentie_nummer is not null then 'afgewezen'
        when berichten.has_antwoord then 'goedgekeurd'
        else 'ingediend'
    end as regel_status,
    prestaties._source_file_id,
    prestaties._rij
from prestaties
inner join berichten on prestaties._source_file_id = berichten._source_file_id
inner join declaraties on prestaties._source_file_id = declaraties._source_file_id
left join refused
    on
        prestaties._source_file_id = refused._source_file_id
        and prestaties.referentie_nummer = refused.referentie_nummer
