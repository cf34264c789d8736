-- Grain: one row per accepted request: a product asked for (315), or a request for change as a whole (317).
with

berichten as (

    select * from {{ ref('int_berichten__accepted') }}
    where berichtsoort in ('315', '317')

),

asked as (

    select * from {{ ref('stg_ijw_iwmo__aangevraagde_producten') }}

),

changes as (

    select * from {{ ref('stg_ijw_iwmo__verzoeken') }}

),

parts as (

    select
        _source_file_id,
        'ongewijzigd' as deel,
        null::date as gewenste_ingangsdatum
    from {{ ref('stg_ijw_iwmo__ongewijzigde_producten') }}

    union all

    select
        _source_file_id,
        'te_wijzigen' as deel,
        gewenste_ingangsdatum
    from {{ ref('stg_ijw_iwmo__te_wijzigen_producten') }}

    union all

    select
        _source_file_id,
        'nieuw' as deel,
        gewenste_ingangsdatum
    from {{ ref('stg_ijw_iwmo__nieuwe_producten') }}

),

-- a 317 holds one Verzoek
counted as (

    select
        _source_file_id,
        count(*) filter (where deel = 'ongewijzigd') as aantal_ongewijzigd,
        count(*) filter (where deel = 'te_wijzigen') as aantal_te_wijzigen,
        count(*) filter (where deel = 'nieuw') as aantal_nieuw,
        min(gewenste_ingangsdatum) as gewenste_ingangsdatum
    from parts
    group by _source_file_id

),

requests as (

    select
        _source_file_id,
        _rij,
        client_id,
        referentie_aanbieder,
        product_categorie,
        product_code,
        toewijzing_ingangsdatum as gewenste_ingangsdatum,
        verwijzer_type,
        verwijzer_agb,
        null::text as reden_verzoek,
        0 as aantal_ongewijzigd,
        0 as aantal_te_wijzigen,
        1 as aantal_nieuw
    from asked

    union all

    select
        changes._source_file_id,
        changes._rij,
        changes.client_id,
        changes.referentie_aanbieder,
        null::text as product_categorie,
        null::text as product_code,
        counted.gewenste_ingangsdatum,
        null::text as verwijzer_type,
        null::text as verwijzer_agb,
        changes.reden_verzoek,
        coalesce(counted.aantal_ongewijzigd, 0) as aantal_ongewijzigd,
        coalesce(counted.aantal_te_wijzigen, 0) as aantal_te_wijzigen,
        coalesce(counted.aantal_nieuw, 0) as aantal_nieuw
    from changes
    left join counted on changes._source_file_id = counted._source_file_id

)

select
    berichten.wet,
    berichten.gemeente_code,
    berichten.aanbieder_agb,
    berichten.berichtsoort,
    berichten.bericht_datum,
    requests.*,
    berichten.is_voorlopig
from requests
inner join berichten on requests._source_file_id = berichten._source_file_id
