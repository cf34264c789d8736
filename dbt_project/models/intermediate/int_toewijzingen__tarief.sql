-- Grain: one row per standing toewijzing whose tariff the register knows on its first day.
with

toewijzingen as (

    select * from {{ ref('int_toewijzingen__latest_version') }}
    where not is_verwijderd

),

tarieven as (

    select * from {{ ref('int_tarieven__register') }}

),

ranked as (

    select
        toewijzingen.wet,
        toewijzingen.gemeente_code,
        toewijzingen.toewijzing_nummer,
        tarieven.tarief_eenheid,
        tarieven.tarief_euro,
        -- the line for this aanbieder goes before one for all, then that of the gemeente, then the one that began last
        row_number() over (
            partition by toewijzingen.wet, toewijzingen.gemeente_code, toewijzingen.toewijzing_nummer
            order by
                (tarieven.aanbieder_agb is null) asc, (tarieven.gemeente_code = '*') asc, tarieven.geldig_van desc,
                tarieven._source_file_id asc, tarieven._rij asc
        ) as line_rank
    from toewijzingen
    inner join tarieven
        on
            toewijzingen.wet = tarieven.wet
            and toewijzingen.product_categorie = tarieven.product_categorie
            and toewijzingen.product_code = tarieven.product_code
            and tarieven.gemeente_code in (toewijzingen.gemeente_code, '*')
            and coalesce(tarieven.aanbieder_agb, toewijzingen.aanbieder_agb) = toewijzingen.aanbieder_agb
            and toewijzingen.ingangsdatum >= coalesce(tarieven.geldig_van, date '0001-01-01')
            and toewijzingen.ingangsdatum <= coalesce(tarieven.geldig_tot, date '9999-12-31')

)

select
    wet,
    gemeente_code,
    toewijzing_nummer,
    tarief_eenheid,
    tarief_euro
from ranked
where line_rank = 1
