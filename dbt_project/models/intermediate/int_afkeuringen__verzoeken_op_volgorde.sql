-- Grain: one row per request (315 per product, 317) with how often its reference was used before.
with

berichten as (

    select * from {{ ref('int_berichten__judged') }}
    where berichtsoort in ('315', '317')

),

requests as (

    select
        _source_file_id,
        _rij,
        'AangevraagdProduct' as klasse,
        client_id,
        referentie_aanbieder
    from {{ ref('stg_ijw_iwmo__aangevraagde_producten') }}

    union all

    select
        _source_file_id,
        _rij,
        'Verzoek' as klasse,
        client_id,
        referentie_aanbieder
    from {{ ref('stg_ijw_iwmo__verzoeken') }}

)

select
    requests._source_file_id,
    requests._rij,
    requests.klasse,
    berichten.wet,
    berichten.gemeente_code,
    berichten.aanbieder_agb,
    requests.client_id,
    requests.referentie_aanbieder,
    not berichten.is_geweigerd as stands,
    count(*) filter (where not berichten.is_geweigerd) over (
        partition by berichten.wet, berichten.aanbieder_agb, requests.referentie_aanbieder
        order by
            berichten.bericht_datum, {{ bytewise('berichten.bericht_identificatie') }}, requests._source_file_id,
            requests._rij
        rows between unbounded preceding and 1 preceding
    ) as same_reference_before
from requests
inner join berichten on requests._source_file_id = berichten._source_file_id
