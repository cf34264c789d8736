-- Grain: one row per toewijzing that was ever issued. The latest (Toewijzingsdatum, Toewijzingstijd) decides.
with

versions as (

    select * from {{ ref('int_toewijzingen__versions') }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by wet, gemeente_code, toewijzing_nummer
            order by toewijzingsdatum desc, toewijzingstijd desc
        ) as version_rank,
        count(*) over (partition by wet, gemeente_code, toewijzing_nummer) as aantal_versies,
        min(toewijzingsdatum) over (partition by wet, gemeente_code, toewijzing_nummer) as eerste_toewijzingsdatum,
        min(eerste_bericht_datum) over (partition by wet, gemeente_code, toewijzing_nummer) as first_bericht_datum,
        -- IV097: only the version that honours the request bears its reference
        first_value(referentie_aanbieder) over (
            partition by wet, gemeente_code, toewijzing_nummer
            order by (referentie_aanbieder is null), toewijzingsdatum, toewijzingstijd
        ) as first_referentie_aanbieder
    from versions

)

select
    wet,
    gemeente_code,
    toewijzing_nummer,
    client_id,
    aanbieder_agb,
    product_categorie,
    product_code,
    ingangsdatum,
    einddatum,
    toewijzingsdatum,
    toewijzingstijd,
    eerste_toewijzingsdatum,
    first_bericht_datum as eerste_bericht_datum,
    aantal_versies,
    reden_wijziging,
    first_referentie_aanbieder as referentie_aanbieder,
    omvang_volume,
    omvang_eenheid,
    omvang_frequentie,
    budget_eurocent,
    -- iJw 3.2, rule CS335: to be treated as never sent; until release 3.1 reason 01 said so
    coalesce(reden_wijziging in ('01', '13') and einddatum = ingangsdatum, false) as is_verwijderd,
    is_voorlopig,
    _source_file_id,
    _rij
from ranked
where version_rank = 1
