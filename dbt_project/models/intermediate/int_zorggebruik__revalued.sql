-- Grain: one row per month, client, product and unit of the year of the nulmeting, and year whose tariffs revalue it.
with

measured as (

    select * from {{ ref('int_zorggebruik__measured') }}
    where scope_uitvoeringsagenda and extract(year from maand) = {{ var('nulmeting_jaar') }}

),

tarieven as (

    select * from {{ ref('int_tarieven__per_year') }}

),

data_until as (

    select extract(year from gegevens_tot_en_met)::integer as laatste_jaar
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

)

select
    measured.maand,
    measured.client_id,
    measured.gemeente_code,
    measured.wet,
    measured.zorgsoort,
    measured.aanbieder_agb,
    prices.jaar,
    -- without a tariff of that year: what it cost
    coalesce(
        tarieven.tarief_euro
        * case when measured.volume_eenheid = 'uur' then measured.volume else measured.volume * 60 end,
        measured.bedrag_eurocent * 0.6
    ) as nulmeting_zestigsten
from measured
cross join data_until
cross join
    generate_series(
        {{ var('nulmeting_jaar') }} + 1, greatest(data_until.laatste_jaar, {{ var('nulmeting_prijspeil') }})
    ) as prices (jaar)
left join tarieven
    on
        measured.gemeente_code = tarieven.gemeente_code
        and measured.wet = tarieven.wet
        and measured.product_categorie = tarieven.product_categorie
        and measured.product_code = tarieven.product_code
        and measured.aanbieder_agb = tarieven.aanbieder_agb
        and measured.volume_eenheid = tarieven.tarief_eenheid
        and prices.jaar = tarieven.jaar
