-- Grain: one row per month, client, gemeente, wet, zorgsoort and aanbieder with delivered care.
with

delivered as (

    select * from {{ ref('int_declaratieregels__settled') }}
    where is_geleverd

),

months as (

    select
        delivered.client_id,
        delivered.gemeente_code,
        delivered.wet,
        delivered.zorgsoort,
        delivered.aanbieder_agb,
        touched.month_at::date as maand
    from delivered
    -- a ProductPeriode lies within one month (IV089); one that does not counts in each month it touches
    cross join generate_series(
        {{ month_start('delivered.productperiode_begindatum') }}::timestamp,
        delivered.productperiode_einddatum::timestamp,
        interval '1 month'
    ) as touched (month_at)

)

select
    maand,
    client_id,
    gemeente_code,
    wet,
    zorgsoort,
    aanbieder_agb
from months
group by maand, client_id, gemeente_code, wet, zorgsoort, aanbieder_agb
