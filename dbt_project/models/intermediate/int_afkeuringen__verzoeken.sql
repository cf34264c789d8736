-- Grain: one row per product of a request for change (317) and rule that it breaks, held against its toewijzing.
with

berichten as (

    select * from {{ ref('int_berichten__judged') }}
    where berichtsoort = '317'

),

latest as (

    select * from {{ ref('int_toewijzingen__latest_version') }}

),

requested as (

    select
        _source_file_id,
        _rij,
        'OngewijzigdProduct' as klasse,
        client_id,
        toewijzing_nummer,
        null::date as gewenste_ingangsdatum,
        false as has_omvang,
        false as is_change
    from {{ ref('stg_ijw_iwmo__ongewijzigde_producten') }}

    union all

    select
        _source_file_id,
        _rij,
        'TeWijzigenProduct' as klasse,
        client_id,
        toewijzing_nummer,
        gewenste_ingangsdatum,
        omvang_volume is not null as has_omvang,
        true as is_change
    from {{ ref('stg_ijw_iwmo__te_wijzigen_producten') }}

),

judged as (

    select
        requested.*,
        berichten.bericht_datum,
        latest.toewijzing_nummer is null as is_unknown,
        latest.product_categorie,
        latest.product_code,
        latest.ingangsdatum,
        latest.budget_eurocent is not null or latest.omvang_frequentie = '6' as is_for_whole_period,
        latest.einddatum is null or latest.einddatum > '2020-12-31' as runs_after_2020
    from requested
    inner join berichten on requested._source_file_id = berichten._source_file_id
    left join latest
        on
            berichten.wet = latest.wet
            and berichten.gemeente_code = latest.gemeente_code
            and berichten.aanbieder_agb = latest.aanbieder_agb
            and requested.client_id = latest.client_id
            and requested.toewijzing_nummer = latest.toewijzing_nummer

)

select
    judged._source_file_id,
    judged.klasse,
    judged._rij,
    rules.regel
from judged
cross join
    lateral (
        values
        ('TR350', judged.is_unknown and not judged.is_change),
        ('TR351', judged.is_unknown and judged.is_change),
        (
            'TR357',
            judged.gewenste_ingangsdatum <= judged.bericht_datum and judged.gewenste_ingangsdatum != judged.ingangsdatum
        ),
        ('TR373', judged.is_for_whole_period and judged.gewenste_ingangsdatum != judged.ingangsdatum),
        (
            'TR375',
            judged.has_omvang and not judged.is_unknown and judged.product_categorie is null and judged.runs_after_2020
        ),
        ('TR411', judged.is_change and not judged.has_omvang and judged.product_code is not null),
        (
            'TR412',
            judged.has_omvang and not judged.is_unknown and judged.product_code is null and judged.runs_after_2020
        )
    ) as rules (regel, is_broken)
where rules.is_broken
