-- Grain: one row per gemeente, product, aanbieder and year: the first tariff that holds in that year.
with

used as (

    select
        gemeente_code,
        wet,
        product_categorie,
        product_code,
        aanbieder_agb
    from {{ ref('int_zorggebruik__measured') }}
    group by gemeente_code, wet, product_categorie, product_code, aanbieder_agb

),

data_until as (

    select extract(year from gegevens_tot_en_met)::integer as laatste_jaar
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

years as (

    select
        tarieven.*,
        in_force.jaar
    from {{ ref('int_tarieven__register') }} as tarieven
    cross join data_until
    cross join generate_series(
        extract(year from coalesce(tarieven.geldig_van, {{ calendar_start() }}))::integer,
        least(extract(year from coalesce(tarieven.geldig_tot, date '9999-12-31'))::integer, data_until.laatste_jaar)
    ) as in_force (jaar)

),

ranked as (

    select
        used.*,
        years.jaar,
        years.tarief_eenheid,
        years.tarief_euro,
        row_number() over (
            partition by
                used.gemeente_code, used.wet, used.product_categorie, used.product_code, used.aanbieder_agb, years.jaar
            order by
                (years.aanbieder_agb is null) asc, (years.gemeente_code = '*') asc, years.geldig_van asc,
                years._source_file_id asc, years._rij asc
        ) as line_rank
    from used
    inner join years
        on
            used.wet = years.wet
            and used.product_categorie = years.product_categorie
            and used.product_code = years.product_code
            and years.gemeente_code in (used.gemeente_code, '*')
            and coalesce(years.aanbieder_agb, used.aanbieder_agb) = used.aanbieder_agb

)

select
    gemeente_code,
    wet,
    product_categorie,
    product_code,
    aanbieder_agb,
    jaar,
    tarief_eenheid,
    tarief_euro
from ranked
where line_rank = 1
