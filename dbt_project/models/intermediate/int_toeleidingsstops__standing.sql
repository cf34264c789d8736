-- Grain: one row per stop that began: announced ones and analyses are not yet a stop.
with

judged as (

    select
        *,
        {{ is_newest_delivery(['gemeente_code']) }} as is_geldig
    from {{ ref('stg_registers__toeleidingsstops') }}

)

select
    -- a number is unique for who delivers it only
    coalesce(gemeente_code, 'regio') || '.' || stop_nummer as stop_id,
    stop_nummer,
    aanbieder_agb,
    wet,
    zorgsoort,
    productgroep,
    gemeente_code,
    status,
    stop_van,
    stop_tot,
    coalesce(stop_tot, date '9999-12-31') as laatste_dag
from judged
where is_geldig and stop_van is not null and status in ('stop', 'opgeheven')
