-- Grain: one row per product, aanbieder and unit of the year of the nulmeting, and year: its tariff then, and a rise.
with

used as (

    select
        gemeente_code,
        wet,
        zorgsoort,
        product_categorie,
        product_code,
        aanbieder_agb,
        volume_eenheid
    from {{ ref('int_zorggebruik__measured') }}
    where scope_uitvoeringsagenda and extract(year from maand) = {{ var('nulmeting_jaar') }}
    group by gemeente_code, wet, zorgsoort, product_categorie, product_code, aanbieder_agb, volume_eenheid

),

prijsindex as (

    select * from {{ ref('int_prijsindex__chained') }}

),

tarieven as (

    select * from {{ ref('int_tarieven__per_year') }}
    where jaar >= {{ var('nulmeting_jaar') }}

),

-- the tariff of the year, else the last one before it
ranked as (

    select
        used.*,
        prijsindex.jaar,
        prijsindex.indexering,
        tarieven.jaar as tarief_jaar,
        tarieven.tarief_euro,
        row_number() over (
            partition by
                used.gemeente_code, used.wet, used.zorgsoort, used.product_categorie, used.product_code,
                used.aanbieder_agb, used.volume_eenheid, prijsindex.jaar
            order by tarieven.jaar desc nulls last
        ) as tarief_rank
    from used
    inner join prijsindex
        on
            used.gemeente_code = prijsindex.gemeente_code
            and used.wet = prijsindex.wet
            and used.zorgsoort = prijsindex.zorgsoort
    left join tarieven
        on
            used.gemeente_code = tarieven.gemeente_code
            and used.wet = tarieven.wet
            and used.product_categorie = tarieven.product_categorie
            and used.product_code = tarieven.product_code
            and used.aanbieder_agb = tarieven.aanbieder_agb
            and used.volume_eenheid = tarieven.tarief_eenheid
            and prijsindex.jaar >= tarieven.jaar

)

select
    ranked.gemeente_code,
    ranked.wet,
    ranked.zorgsoort,
    ranked.product_categorie,
    ranked.product_code,
    ranked.aanbieder_agb,
    ranked.volume_eenheid,
    ranked.jaar,
    ranked.tarief_jaar,
    ranked.tarief_euro,
    -- how prices rose since that tariff; since the nulmeting where there is none
    case
        when ranked.tarief_jaar = ranked.jaar then 1
        else trim_scale(round(ranked.indexering / coalesce(since.indexering, 1), 6))
    end as indexering
from ranked
left join prijsindex as since
    on
        ranked.gemeente_code = since.gemeente_code
        and ranked.wet = since.wet
        and ranked.zorgsoort = since.zorgsoort
        and ranked.tarief_jaar = since.jaar
where ranked.tarief_rank = 1
