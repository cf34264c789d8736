-- Grain: one row per wet, gemeente, aanbieder and reference that an answer (319) or a toewijzing (301) bears.
with

berichten as (

    select * from {{ ref('int_berichten__accepted') }}
    where berichtsoort = '319'

),

answers as (

    select * from {{ ref('stg_ijw_iwmo__antwoorden') }}

),

standing as (

    select * from {{ ref('int_toewijzingen__latest_version') }}
    where not is_verwijderd

),

versions as (

    select * from {{ ref('int_toewijzingen__versions') }}
    where referentie_aanbieder is not null

),

answered as (

    select
        berichten.wet,
        berichten.gemeente_code,
        berichten.aanbieder_agb,
        answers.referentie_aanbieder,
        -- WJ760: 1 is a rejection, 2 says that the request is under investigation; approval is a 301
        case when answers.verzoek_antwoord = '2' then berichten.bericht_datum end as onderzoek_datum,
        case when answers.verzoek_antwoord = '1' then berichten.bericht_datum end as afwijzing_datum,
        case when answers.verzoek_antwoord = '1' then answers.reden_afwijzing_verzoek end as reden_afwijzing_verzoek,
        null::date as toewijzing_datum,
        null::bigint as toewijzing_nummer
    from answers
    inner join berichten on answers._source_file_id = berichten._source_file_id

    union all

    select
        versions.wet,
        versions.gemeente_code,
        versions.aanbieder_agb,
        versions.referentie_aanbieder,
        null::date as onderzoek_datum,
        null::date as afwijzing_datum,
        null::text as reden_afwijzing_verzoek,
        versions.toewijzingsdatum as toewijzing_datum,
        versions.toewijzing_nummer
    from versions
    inner join standing
        on
            versions.wet = standing.wet
            and versions.gemeente_code = standing.gemeente_code
            and versions.toewijzing_nummer = standing.toewijzing_nummer

)

select
    wet,
    gemeente_code,
    aanbieder_agb,
    referentie_aanbieder,
    min(onderzoek_datum) as onderzoek_datum,
    min(afwijzing_datum) as afwijzing_datum,
    min({{ bytewise('reden_afwijzing_verzoek') }}) as reden_afwijzing_verzoek,
    min(toewijzing_datum) as toewijzing_datum,
    count(distinct toewijzing_nummer) as aantal_toewijzingen
from answered
group by wet, gemeente_code, aanbieder_agb, referentie_aanbieder
