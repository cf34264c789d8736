-- Grain: one row per version of a toewijzing that is a referral, with who referred.
with

standing as (

    select * from {{ ref('int_toewijzingen__latest_version') }}
    where not is_verwijderd

),

versions as (

    select * from {{ ref('int_toewijzingen__versions') }}
    where coalesce(reden_wijziging, '') not in ({{ quoted(var('geen_verwijzing_redenen')) }})

),

producten as (

    select * from {{ ref('int_producten__zorgsoort') }}

),

referrers as (

    select * from {{ ref('int_toewijzingen__referrer') }}

)

select
    versions.wet,
    versions.gemeente_code,
    versions.toewijzing_nummer,
    versions.toewijzingsdatum,
    versions.toewijzingstijd,
    versions.client_id,
    versions.aanbieder_agb,
    versions.product_code,
    producten.product_id,
    producten.zorgsoort,
    producten.productgroep,
    versions.ingangsdatum,
    versions.einddatum,
    versions.reden_wijziging,
    versions.toewijzingsdatum = standing.eerste_toewijzingsdatum as is_eerste_verwijzing,
    referrers.verwijzer,
    referrers.verwijzer_agb,
    versions.is_voorlopig,
    versions._source_file_id,
    versions._rij
from versions
-- a removed number counts as never issued, also for its earlier versions
inner join standing
    on
        versions.wet = standing.wet
        and versions.gemeente_code = standing.gemeente_code
        and versions.toewijzing_nummer = standing.toewijzing_nummer
inner join producten
    on
        versions.gemeente_code = producten.gemeente_code
        and versions.wet = producten.wet
        and coalesce(versions.product_categorie, '') = producten.product_categorie
        and coalesce(versions.product_code, '') = producten.product_code
        and versions.ingangsdatum = producten.peildatum
inner join referrers
    on
        versions.wet = referrers.wet
        and versions.gemeente_code = referrers.gemeente_code
        and versions.toewijzing_nummer = referrers.toewijzing_nummer
