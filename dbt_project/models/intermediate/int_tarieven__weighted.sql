-- Grain: one row per gemeente, product, aanbieder, unit and year: the volumes of one year at the tariffs of two years.
with

tarieven as (

    select * from {{ ref('int_tarieven__per_year') }}

),

weights as (

    select
        gemeente_code,
        wet,
        zorgsoort,
        productgroep,
        product_categorie,
        product_code,
        aanbieder_agb,
        volume_eenheid,
        -- minutes of what is paid per hour, so sixty of anything else
        sum(case when volume_eenheid = 'uur' then volume else volume * 60 end) as zestigsten
    from {{ ref('int_zorggebruik__measured') }}
    where extract(year from maand) = {{ var('tarief_gewichtsjaar') }} and geleverde_regels > 0
    group by
        gemeente_code, wet, zorgsoort, productgroep, product_categorie, product_code, aanbieder_agb, volume_eenheid

)

select
    weights.gemeente_code,
    weights.wet,
    weights.zorgsoort,
    weights.productgroep,
    weights.product_categorie,
    weights.product_code,
    weights.aanbieder_agb,
    weights.volume_eenheid,
    later.jaar,
    weights.zestigsten * base.tarief_euro as basis_zestigsten,
    weights.zestigsten * (later.tarief_euro - base.tarief_euro) as stijging_zestigsten
from weights
inner join tarieven as base
    on
        weights.gemeente_code = base.gemeente_code
        and weights.wet = base.wet
        and weights.product_categorie = base.product_categorie
        and weights.product_code = base.product_code
        and weights.aanbieder_agb = base.aanbieder_agb
        and weights.volume_eenheid = base.tarief_eenheid
inner join tarieven as later
    on
        weights.gemeente_code = later.gemeente_code
        and weights.wet = later.wet
        and weights.product_categorie = later.product_categorie
        and weights.product_code = later.product_code
        and weights.aanbieder_agb = later.aanbieder_agb
        and weights.volume_eenheid = later.tarief_eenheid
where base.jaar = {{ var('tarief_basisjaar') }}
