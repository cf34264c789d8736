-- Grain: one row per request for a change (317) and toewijzing of its client at its aanbieder, as it was known then.
with

requests as (

    select
        verzoeken._source_file_id,
        verzoeken._rij,
        verzoeken.client_id,
        berichten.wet,
        berichten.gemeente_code,
        berichten.aanbieder_agb,
        berichten.bericht_datum
    from {{ ref('stg_ijw_iwmo__verzoeken') }} as verzoeken
    inner join {{ ref('int_berichten__judged') }} as berichten
        on verzoeken._source_file_id = berichten._source_file_id
    where berichten.berichtsoort = '317'

),

known as (

    select
        requests._source_file_id,
        requests._rij,
        requests.bericht_datum,
        versions.toewijzing_nummer,
        versions.product_categorie,
        versions.product_code,
        versions.ingangsdatum,
        versions.einddatum,
        versions.reden_wijziging,
        min(versions.toewijzingsdatum) over (
            partition by requests._source_file_id, versions.toewijzing_nummer
        ) as eerste_toewijzingsdatum,
        row_number() over (
            partition by requests._source_file_id, versions.toewijzing_nummer
            order by versions.toewijzingsdatum desc, versions.toewijzingstijd desc
        ) as version_rank
    from requests
    inner join {{ ref('int_toewijzingen__versions') }} as versions
        on
            requests.wet = versions.wet
            and requests.gemeente_code = versions.gemeente_code
            and requests.aanbieder_agb = versions.aanbieder_agb
            and requests.client_id = versions.client_id
            and requests.bericht_datum >= versions.toewijzingsdatum

)

select
    _source_file_id,
    _rij,
    toewijzing_nummer,
    product_categorie,
    product_code,
    ingangsdatum,
    einddatum,
    -- what was told on the day itself may have crossed the request
    eerste_toewijzingsdatum < bericht_datum
    and coalesce(einddatum >= bericht_datum, true)
    -- CS335: removed; until release 3.1 reason 01 said so
    and not coalesce(reden_wijziging in ('01', '13') and einddatum = ingangsdatum, false) as is_lopend
from known
where version_rank = 1
