-- Grain: one row per declaratieregel. Beside it the toewijzing as the aanbieder knew it when the line was sent.
{{ config(materialized='incremental', incremental_strategy='append', pre_hook='{{ forget_touched() }}') }}
with

declaratieregels as (

    select * from {{ ref('int_declaratieregels__judged') }}
    where {{ of_touched_clients() }}

),

berichten as (

    select * from {{ ref('int_berichten__judged') }}

),

versions as (

    select * from {{ ref('int_toewijzingen__versions') }}

),

numbers as (

    select
        wet,
        gemeente_code,
        toewijzing_nummer,
        min(toewijzingsdatum) as eerste_toewijzingsdatum
    from versions
    group by wet, gemeente_code, toewijzing_nummer

),

known as (

    select
        declaratieregels._source_file_id,
        declaratieregels._rij,
        versions.aanbieder_agb,
        versions.client_id,
        versions.product_categorie,
        versions.product_code,
        versions.ingangsdatum,
        versions.einddatum,
        versions.reden_wijziging,
        versions.omvang_volume,
        versions.omvang_eenheid,
        versions.omvang_frequentie,
        versions.budget_eurocent,
        row_number() over (
            partition by declaratieregels._source_file_id, declaratieregels._rij
            order by versions.toewijzingsdatum desc, versions.toewijzingstijd desc
        ) as version_rank
    from declaratieregels
    inner join berichten on declaratieregels._source_file_id = berichten._source_file_id
    inner join numbers
        on
            declaratieregels.wet = numbers.wet
            and declaratieregels.gemeente_code = numbers.gemeente_code
            and declaratieregels.toewijzing_nummer = numbers.toewijzing_nummer
    inner join versions
        on
            numbers.wet = versions.wet
            and numbers.gemeente_code = versions.gemeente_code
            and numbers.toewijzing_nummer = versions.toewijzing_nummer
    -- a later version does not make a line wrong that was right; a first version of later date is the best there is
    where
        versions.toewijzingsdatum <= berichten.bericht_datum
        or versions.toewijzingsdatum = numbers.eerste_toewijzingsdatum

)

select
    declaratieregels.wet,
    declaratieregels.gemeente_code,
    declaratieregels.aanbieder_agb,
    declaratieregels.client_id,
    declaratieregels.toewijzing_nummer,
    declaratieregels.referentie_nummer,
    declaratieregels.vorig_referentie_nummer,
    declaratieregels.declaratie_nummer,
    declaratieregels.declaratieperiode_begindatum,
    declaratieregels.declaratie_datum,
    declaratieregels.product_categorie,
    declaratieregels.product_code,
    declaratieregels.productperiode_begindatum,
    declaratieregels.productperiode_einddatum,
    declaratieregels.geleverd_volume,
    declaratieregels.eenheid,
    declaratieregels.tarief_eurocent,
    declaratieregels.ingediend_bedrag_eurocent,
    declaratieregels.is_credit,
    declaratieregels.regel_status,
    declaratieregels._source_file_id,
    declaratieregels._rij,
    known.version_rank is not null as has_toewijzing,
    known.aanbieder_agb as toewijzing_aanbieder_agb,
    known.client_id as toewijzing_client_id,
    known.product_categorie as toewijzing_product_categorie,
    known.product_code as toewijzing_product_code,
    known.ingangsdatum as toewijzing_ingangsdatum,
    known.einddatum as toewijzing_einddatum,
    known.reden_wijziging as toewijzing_reden_wijziging,
    known.omvang_volume as toewijzing_volume,
    known.omvang_eenheid as toewijzing_eenheid,
    known.omvang_frequentie as toewijzing_frequentie,
    known.budget_eurocent as toewijzing_budget_eurocent,
    coalesce(known.reden_wijziging = '13' and known.einddatum = known.ingangsdatum, false) as toewijzing_is_verwijderd
from declaratieregels
left join known
    on
        declaratieregels._source_file_id = known._source_file_id
        and declaratieregels._rij = known._rij
        and known.version_rank = 1
