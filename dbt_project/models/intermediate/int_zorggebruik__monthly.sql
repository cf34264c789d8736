-- Grain: one row per month, client, gemeente, wet, product, aanbieder and verwijzer with delivered care.
{{ config(materialized='incremental', incremental_strategy='append', pre_hook='{{ forget_touched() }}') }}
with

delivered as (

    select * from {{ ref('int_declaratieregels__settled') }}
    where is_geleverd and {{ of_touched_clients() }}

),

months as (

    select
        delivered.client_id,
        delivered.gemeente_code,
        delivered.wet,
        delivered.zorgsoort,
        delivered.productgroep,
        {{ or_unknown('delivered.product_code') }} as product_code,
        delivered.aanbieder_agb,
        delivered.verwijzer,
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
    productgroep,
    product_code,
    aanbieder_agb,
    verwijzer
from months
group by maand, client_id, gemeente_code, wet, zorgsoort, productgroep, product_code, aanbieder_agb, verwijzer
