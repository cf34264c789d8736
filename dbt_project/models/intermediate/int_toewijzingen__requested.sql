-- Grain: one row per standing toewijzing that honours a request, with what the request (315) says of the referrer.
with

toewijzingen as (

    select * from {{ ref('int_toewijzingen__latest_version') }}
    where referentie_aanbieder is not null and not is_verwijderd

),

berichten as (

    select * from {{ ref('int_berichten__accepted') }}
    where berichtsoort = '315'

),

requested as (

    select * from {{ ref('stg_ijw_iwmo__aangevraagde_producten') }}

),

ranked as (

    select
        toewijzingen.wet,
        toewijzingen.gemeente_code,
        toewijzingen.toewijzing_nummer,
        requested.verwijzer_type,
        requested.verwijzer_agb,
        -- TR347: a reference is unique within provider and wet; should it not be, the newest request counts
        row_number() over (
            partition by toewijzingen.wet, toewijzingen.gemeente_code, toewijzingen.toewijzing_nummer
            order by
                berichten.bericht_datum desc,
                {{ bytewise('berichten.bericht_identificatie') }} desc,
                requested._source_file_id desc,
                requested._rij desc
        ) as request_rank
    from requested
    inner join berichten on requested._source_file_id = berichten._source_file_id
    inner join toewijzingen
        on
            berichten.wet = toewijzingen.wet
            and berichten.aanbieder_agb = toewijzingen.aanbieder_agb
            and requested.referentie_aanbieder = toewijzingen.referentie_aanbieder

)

select
    wet,
    gemeente_code,
    toewijzing_nummer,
    verwijzer_type,
    verwijzer_agb
from ranked
where request_rank = 1
