-- Grain: one row per version of a toewijzing and rule that it breaks.
with

versions as (

    select
        *,
        first_value(client_id) over number_in_order as first_client_id,
        first_value(aanbieder_agb) over number_in_order as first_aanbieder_agb,
        first_value(product_categorie) over number_in_order as first_product_categorie,
        first_value(product_code) over number_in_order as first_product_code,
        first_value(ingangsdatum) over number_in_order as first_ingangsdatum
    from {{ ref('int_toewijzingen__versions') }}
    window number_in_order as (
        partition by wet, gemeente_code, toewijzing_nummer
        order by toewijzingsdatum, toewijzingstijd
    )

),

delivered as (

    select
        wet,
        gemeente_code,
        toewijzing_nummer
    from {{ ref('int_declaratieregels__settled') }}
    where is_geleverd
    group by wet, gemeente_code, toewijzing_nummer

),

judged as (

    select
        versions._source_file_id,
        versions._rij,
        (
            versions.client_id != versions.first_client_id
            or versions.aanbieder_agb != versions.first_aanbieder_agb
            or coalesce(versions.product_categorie, '') != coalesce(versions.first_product_categorie, '')
            or coalesce(versions.product_code, '') != coalesce(versions.first_product_code, '')
            or versions.ingangsdatum != versions.first_ingangsdatum
        ) as is_other,
        versions.reden_wijziging = '13'
        and versions.einddatum = versions.ingangsdatum
        and delivered.toewijzing_nummer is not null as is_removed_with_claims
    from versions
    left join delivered
        on
            versions.wet = delivered.wet
            and versions.gemeente_code = delivered.gemeente_code
            and versions.toewijzing_nummer = delivered.toewijzing_nummer

)

select
    judged._source_file_id,
    'ToegewezenProduct' as klasse,
    judged._rij,
    rules.regel
from judged
cross join
    lateral (
        values
        ('TR332', judged.is_other),
        ('TR385', judged.is_removed_with_claims)
    ) as rules (regel, is_broken)
where rules.is_broken
