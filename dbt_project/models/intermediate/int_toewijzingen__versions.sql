-- Grain: one row per accepted version of a toewijzing. Repetitions in later snapshots are the same version.
with

berichten as (

    select * from {{ ref('int_berichten__accepted') }}
    where berichtsoort = '301'

),

toewijzingen as (

    select * from {{ ref('stg_ijw_iwmo__toewijzingen') }}

),

sendings as (

    select
        berichten.wet,
        berichten.gemeente_code,
        berichten.aanbieder_agb,
        berichten.bericht_datum,
        berichten.is_voorlopig,
        {{ bytewise('berichten.bericht_identificatie') }} as bericht_identificatie,
        toewijzingen.client_id,
        toewijzingen.toewijzing_nummer,
        toewijzingen.toewijzingsdatum,
        toewijzingen.toewijzingstijd,
        toewijzingen.ingangsdatum,
        toewijzingen.einddatum,
        toewijzingen.product_categorie,
        toewijzingen.product_code,
        toewijzingen.reden_wijziging,
        toewijzingen.referentie_aanbieder,
        toewijzingen.omvang_volume,
        toewijzingen.omvang_eenheid,
        toewijzingen.omvang_frequentie,
        toewijzingen.budget_eurocent,
        toewijzingen._source_file_id,
        toewijzingen._rij
    from toewijzingen
    inner join berichten on toewijzingen._source_file_id = berichten._source_file_id

),

ranked as (

    select
        *,
        row_number() over (
            partition by wet, gemeente_code, toewijzing_nummer, toewijzingsdatum, toewijzingstijd
            order by bericht_datum desc, bericht_identificatie desc, _source_file_id desc, _rij desc
        ) as sending_rank,
        -- IV099 and IV097: a repetition leaves out RedenWijziging and ReferentieAanbieder, the version keeps them
        first_value(reden_wijziging) over (
            partition by wet, gemeente_code, toewijzing_nummer, toewijzingsdatum, toewijzingstijd
            order by
                (reden_wijziging is null), bericht_datum desc, bericht_identificatie desc,
                _source_file_id desc, _rij desc
        ) as version_reden_wijziging,
        first_value(referentie_aanbieder) over (
            partition by wet, gemeente_code, toewijzing_nummer, toewijzingsdatum, toewijzingstijd
            order by
                (referentie_aanbieder is null), bericht_datum desc, bericht_identificatie desc,
                _source_file_id desc, _rij desc
        ) as version_referentie_aanbieder,
        -- certain as soon as one of the messages that hold it is certain
        bool_and(is_voorlopig) over (
            partition by wet, gemeente_code, toewijzing_nummer, toewijzingsdatum, toewijzingstijd
        ) as version_is_voorlopig,
        min(bericht_datum) over (
            partition by wet, gemeente_code, toewijzing_nummer, toewijzingsdatum, toewijzingstijd
        ) as eerste_bericht_datum
    from sendings

)

select
    wet,
    gemeente_code,
    toewijzing_nummer,
    toewijzingsdatum,
    toewijzingstijd,
    client_id,
    aanbieder_agb,
    product_categorie,
    product_code,
    ingangsdatum,
    einddatum,
    version_reden_wijziging as reden_wijziging,
    version_referentie_aanbieder as referentie_aanbieder,
    omvang_volume,
    omvang_eenheid,
    omvang_frequentie,
    budget_eurocent,
    version_is_voorlopig as is_voorlopig,
    bericht_datum,
    eerste_bericht_datum,
    _source_file_id,
    _rij
from ranked
where sending_rank = 1
