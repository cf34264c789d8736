-- Grain: one row per submitted declaratieregel. An approved credit takes out the debit it names.
{{ config(materialized='incremental', incremental_strategy='append', pre_hook='{{ forget_touched() }}') }}
with

declaratieregels as (

    select * from {{ ref('int_declaratieregels__judged') }}
    where {{ of_touched_clients() }}

),

producten as (

    select * from {{ ref('int_producten__zorgsoort') }}

),

verwijzingen as (

    select * from {{ ref('int_toewijzingen__referrer') }}

),

credits as (

    select
        wet,
        gemeente_code,
        aanbieder_agb,
        vorig_referentie_nummer
    from {{ ref('int_declaratieregels__judged') }}
    where is_credit and regel_status = 'goedgekeurd'
    group by wet, gemeente_code, aanbieder_agb, vorig_referentie_nummer

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
    producten.product_id,
    producten.zorgsoort,
    producten.productgroep,
    coalesce(verwijzingen.verwijzer, 'onbekend') as verwijzer,
    declaratieregels.productperiode_begindatum,
    declaratieregels.productperiode_einddatum,
    declaratieregels.geleverd_volume,
    declaratieregels.eenheid,
    declaratieregels.tarief_eurocent,
    declaratieregels.ingediend_bedrag_eurocent,
    declaratieregels.is_credit,
    declaratieregels.regel_status,
    not declaratieregels.is_credit and credits.vorig_referentie_nummer is not null as is_gecrediteerd,
    declaratieregels.regel_status = 'goedgekeurd'
    and not declaratieregels.is_credit
    and credits.vorig_referentie_nummer is null as is_geleverd,
    declaratieregels._source_file_id,
    declaratieregels._rij
from declaratieregels
inner join producten
    on
        declaratieregels.gemeente_code = producten.gemeente_code
        and declaratieregels.wet = producten.wet
        and declaratieregels.product_categorie = producten.product_categorie
        and declaratieregels.product_code = producten.product_code
        and declaratieregels.productperiode_begindatum = producten.peildatum
left join verwijzingen
    on
        declaratieregels.wet = verwijzingen.wet
        and declaratieregels.gemeente_code = verwijzingen.gemeente_code
        and declaratieregels.toewijzing_nummer = verwijzingen.toewijzing_nummer
left join credits
    on
        declaratieregels.wet = credits.wet
        and declaratieregels.gemeente_code = credits.gemeente_code
        and declaratieregels.aanbieder_agb = credits.aanbieder_agb
        and declaratieregels.referentie_nummer = credits.vorig_referentie_nummer
