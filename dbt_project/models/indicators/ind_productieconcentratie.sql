-- Grain: one row per year and combination of splits. IND019.
{{ config(
    materialized='incremental', incremental_strategy='append', meta={'touched_by': ['int_zorggebruik__measured']}
) }}
with

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

-- first by year, so that the sixteen splits are made of fewer rows
per_year as (

    select
        {{ period_start("'jaar'", 'maand') }} as periode_start,
        client_id,
        gemeente_code,
        wet,
        zorgsoort,
        aanbieder_agb,
        sum(bedrag_eurocent) as eurocent
    from {{ ref('int_zorggebruik__measured') }}
    where {{ of_touched_periods('maand', 'jaar') }}
    group by {{ period_start("'jaar'", 'maand') }}, client_id, gemeente_code, wet, zorgsoort, aanbieder_agb

),

per_client as (

    select
        periode_start,
        client_id,
        gemeente_code,
        wet,
        zorgsoort,
        aanbieder_agb,
        sum(eurocent) as eurocent
    from per_year
    group by periode_start, client_id, cube (gemeente_code, wet, zorgsoort, aanbieder_agb)
    -- a client whose lines were all undone has no part in the production
    having sum(eurocent) > 0

),

ranked as (

    select
        *,
        row_number() over (
            partition by periode_start, gemeente_code, wet, zorgsoort, aanbieder_agb
            order by eurocent desc, {{ bytewise('client_id') }} asc
        ) as client_rank,
        count(*) over (partition by periode_start, gemeente_code, wet, zorgsoort, aanbieder_agb) as clients
    from per_client

),

shared as (

    select
        periode_start,
        gemeente_code,
        wet,
        zorgsoort,
        aanbieder_agb,
        sum(eurocent) filter (
            where client_rank <= ceil(clients * {{ var('concentratie_percentage') }} / 100.0)
        ) as top_eurocent,
        sum(eurocent) as eurocent
    from ranked
    group by periode_start, gemeente_code, wet, zorgsoort, aanbieder_agb

),

split as (

    select
        'jaar' as periode_type,
        periode_start,
        {{ period_end("'jaar'", 'periode_start') }} as periode_eind,
        {{ row_split_by(['gemeente_code', 'wet', 'zorgsoort', 'aanbieder_agb']) }}
        {{ split_bits(['gemeente_code', 'wet', 'zorgsoort', 'aanbieder_agb']) }} as splitsing,
        top_eurocent,
        eurocent
    from shared

)

select
    'IND019' as indicator_code,
    {{ split_columns('split') }},
    round(split.top_eurocent / split.eurocent, 6) as waarde,
    round(split.top_eurocent / 100.0, 2) as teller,
    round(split.eurocent / 100.0, 2) as noemer,
    {{ is_provisional_by_declarations('split.periode_eind') }} as is_voorlopig
from split
cross join data_until
