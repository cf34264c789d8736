-- Grain: one row per month, client, product and unit of the year of the nulmeting, and year whose prices revalue it.
with

measured as (

    select * from {{ ref('int_zorggebruik__measured') }}
    where scope_uitvoeringsagenda and extract(year from maand) = {{ var('nulmeting_jaar') }}

),

prices as (

    select * from {{ ref('int_tarieven__revalued') }}

)

select
    measured.maand,
    measured.client_id,
    measured.gemeente_code,
    measured.wet,
    measured.zorgsoort,
    measured.aanbieder_agb,
    prices.jaar,
    measured.bedrag_eurocent,
    case
        -- at its own price level it is what it cost
        when prices.jaar = {{ var('nulmeting_jaar') }} then measured.bedrag_eurocent * 0.6
        else coalesce(
            prices.tarief_euro
            * case when measured.volume_eenheid = 'uur' then measured.volume else measured.volume * 60 end,
            -- without any tariff since then: what it cost, as prices have risen
            measured.bedrag_eurocent * 0.6
        ) * prices.indexering
    end as nulmeting_zestigsten
from measured
inner join prices
    on
        measured.gemeente_code = prices.gemeente_code
        and measured.wet = prices.wet
        and measured.zorgsoort = prices.zorgsoort
        and measured.product_categorie = prices.product_categorie
        and measured.product_code = prices.product_code
        and measured.aanbieder_agb = prices.aanbieder_agb
        and measured.volume_eenheid = prices.volume_eenheid
