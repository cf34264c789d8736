-- Grain: one row per norm with an amount, month to look from and stop that lasts then: the pace of claims without it.
with

norms as (

    select * from {{ ref('int_normering__standing') }}

),

forecasts as (

    select
        forecasts.*,
        norms.aanbieder_agb,
        norms.wet,
        norms.zorgsoort,
        coalesce(norms.productgroep, '') as productgroep,
        coalesce(norms.gemeente_code, '') as gemeente_code
    from {{ ref('int_normering__forecast') }} as forecasts
    inner join norms on forecasts.normering_id = norms.normering_id
    where forecasts.jaren_terug = 0

),

stops as (

    select
        *,
        row_number() over (
            partition by aanbieder_agb, wet, zorgsoort, productgroep, gemeente_code
            order by stop_van, {{ bytewise('stop_id') }}
        ) as stop_rank
    from {{ ref('int_toeleidingsstops__standing') }}

),

-- a stop goes on under the norm of the next year, so what it is about ties them, not its number
running as (

    select
        forecasts.normering_id,
        forecasts.peilmaand,
        forecasts.per_maand_euro,
        stops.*,
        row_number() over (
            partition by forecasts.normering_id, forecasts.peilmaand
            order by stops.stop_rank
        ) as stop_of_month
    from forecasts
    inner join stops
        on
            forecasts.aanbieder_agb = stops.aanbieder_agb
            and forecasts.wet = stops.wet
            and forecasts.zorgsoort = stops.zorgsoort
            and forecasts.productgroep = coalesce(stops.productgroep, '')
            and forecasts.gemeente_code = coalesce(stops.gemeente_code, '')
            and {{ month_end('forecasts.peilmaand') }} between stops.stop_van and stops.laatste_dag

),

before_stop as (

    select
        stops.stop_id,
        (
            array_agg(
                forecasts.per_maand_euro
                order by forecasts.peilmaand desc, {{ bytewise('forecasts.normering_id') }}
            )
        )[1] as per_maand_euro
    from stops
    inner join forecasts
        on
            stops.aanbieder_agb = forecasts.aanbieder_agb
            and stops.wet = forecasts.wet
            and stops.zorgsoort = forecasts.zorgsoort
            and coalesce(stops.productgroep, '') = forecasts.productgroep
            and coalesce(stops.gemeente_code, '') = forecasts.gemeente_code
            and {{ month_end('forecasts.peilmaand') }} < stops.stop_van
    group by stops.stop_id

)

select
    running.normering_id,
    running.peilmaand,
    running.stop_id,
    running.stop_nummer,
    running.stop_van,
    -- new clients come again when it is lifted
    greatest(running.per_maand_euro, before_stop.per_maand_euro) as per_maand_euro
from running
left join before_stop on running.stop_id = before_stop.stop_id
where running.stop_of_month = 1
