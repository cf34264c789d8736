-- Grain: one row per declaratie whose amounts are of another order than those of its aanbieder in the year before.
with

lines as (

    select
        prestaties.*,
        berichten.bericht_datum,
        -- of euros (83) the volume is the amount itself, so there the line is the unit
        case when prestaties.eenheid = '83' then 1 else greatest(prestaties.geleverd_volume, 1) end as aantal
    from {{ ref('int_declaratieregels__judged') }} as prestaties
    inner join {{ ref('int_berichten__judged') }} as berichten
        on prestaties._source_file_id = berichten._source_file_id
    where not prestaties.is_credit and not berichten.is_geweigerd

),

per_day as (

    select
        wet,
        gemeente_code,
        aanbieder_agb,
        product_categorie,
        product_code,
        eenheid,
        bericht_datum,
        sum(ingediend_bedrag_eurocent) as eurocent,
        sum(aantal) as aantal
    from lines
    group by wet, gemeente_code, aanbieder_agb, product_categorie, product_code, eenheid, bericht_datum

),

before as (

    select
        *,
        sum(eurocent) over year_before as eurocent_before,
        sum(aantal) over year_before as aantal_before
    from per_day
    window year_before as (
        partition by wet, gemeente_code, aanbieder_agb, product_categorie, product_code, eenheid
        order by bericht_datum
        range between interval '365 days' preceding and interval '1 day' preceding
    )

),

compared as (

    select
        lines._source_file_id,
        sum(lines.ingediend_bedrag_eurocent) as eurocent,
        sum(lines.aantal * before.eurocent_before / before.aantal_before) as expected_eurocent
    from lines
    inner join before
        on
            lines.wet = before.wet
            and lines.gemeente_code = before.gemeente_code
            and lines.aanbieder_agb = before.aanbieder_agb
            and lines.product_categorie = before.product_categorie
            and lines.product_code = before.product_code
            and lines.eenheid = before.eenheid
            and lines.bericht_datum = before.bericht_datum
    where before.eurocent_before > 0
    group by lines._source_file_id

)

select
    _source_file_id,
    'Declaratie' as klasse,
    1 as _rij,
    'X063' as regel
from compared
-- euros for cents is a factor 100; prices and a mix of products move far less
where eurocent >= 30 * expected_eurocent or eurocent * 30 <= expected_eurocent
