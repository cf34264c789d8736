-- Grain: one row per toewijzing that stands, as its latest version says.
with

toewijzingen as (

    select * from {{ ref('int_toewijzingen__latest_version') }}
    where not is_verwijderd

),

referrers as (

    select * from {{ ref('int_toewijzingen__referrer') }}

),

producten as (

    select * from {{ ref('int_producten__zorgsoort') }}

),

volumes as (

    select * from {{ ref('int_toewijzingen__volume') }}

)

select
    toewijzingen.wet,
    toewijzingen.gemeente_code,
    toewijzingen.toewijzing_nummer,
    toewijzingen.client_id,
    toewijzingen.aanbieder_agb,
    producten.product_id,
    producten.zorgsoort,
    toewijzingen.ingangsdatum,
    toewijzingen.einddatum,
    toewijzingen.eerste_toewijzingsdatum,
    toewijzingen.toewijzingsdatum,
    toewijzingen.toewijzingstijd,
    toewijzingen.aantal_versies,
    toewijzingen.reden_wijziging,
    toewijzingen.omvang_volume,
    toewijzingen.omvang_eenheid,
    toewijzingen.omvang_frequentie,
    toewijzingen.budget_eurocent,
    (toewijzingen.budget_eurocent / 100.0)::numeric(14, 2) as budget_euro,
    volumes.duur_dagen,
    volumes.volume_per_week,
    volumes.uren_per_week,
    volumes.volume_totaal,
    volumes.tarief_euro,
    volumes.verwachte_kosten_euro,
    volumes.verwachte_kosten_herkomst,
    referrers.has_verzoek,
    referrers.verwijzer_type,
    referrers.verwijzer,
    referrers.verwijzer_agb,
    toewijzingen.is_voorlopig,
    toewijzingen._source_file_id
from toewijzingen
inner join producten
    on
        toewijzingen.gemeente_code = producten.gemeente_code
        and toewijzingen.wet = producten.wet
        and coalesce(toewijzingen.product_categorie, '') = producten.product_categorie
        and coalesce(toewijzingen.product_code, '') = producten.product_code
        and toewijzingen.ingangsdatum = producten.peildatum
inner join volumes
    on
        toewijzingen.wet = volumes.wet
        and toewijzingen.gemeente_code = volumes.gemeente_code
        and toewijzingen.toewijzing_nummer = volumes.toewijzing_nummer
inner join referrers
    on
        toewijzingen.wet = referrers.wet
        and toewijzingen.gemeente_code = referrers.gemeente_code
        and toewijzingen.toewijzing_nummer = referrers.toewijzing_nummer
