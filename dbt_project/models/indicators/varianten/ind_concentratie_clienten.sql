-- Grain: one row per year and combination of splits. IND019 the other way round: which part of the clients costs 35 %.
{{ config(
    materialized='incremental', incremental_strategy='append', meta={'touched_by': ['int_zorggebruik__measured']}
) }}
with

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

per_client as (

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
    group by {{ period_start("'jaar'", 'maand') }}, client_id, cube (gemeente_code, wet, zorgsoort, aanbieder_agb)
    -- a client whose lines were all undone has no part in the production
    having sum(bedrag_eurocent) > 0

),

cumulated as (

    select
        *,
        sum(eurocent) over (
            partition by periode_start, gemeente_code, wet, zorgsoort, aanbieder_agb
            order by eurocent desc, {{ bytewise('client_id') }}
            rows unbounded preceding
        ) - eurocent as eurocent_before,
        sum(eurocent) over (
            partition by periode_start, gemeente_code, wet, zorgsoort, aanbieder_agb
        ) as eurocent_total
    from per_client

),

counted as (

    select
        periode_start,
        gemeente_code,
        wet,
        zorgsoort,
        aanbieder_agb,
        -- who is needed: those before him do not cover it yet
        count(*) filter (
            where eurocent_before * 100 < eurocent_total * {{ var('concentratie_productie_percentage') }}
        )::numeric as teller,
        count(*)::numeric as noemer
    from cumulated
    group by periode_start, gemeente_code, wet, zorgsoort, aanbieder_agb

),

split as (

    select
        'IND019' as indicator_code,
        'clienten_tot_{{ var("concentratie_productie_percentage") }}_procent' as variant,
        'jaar' as periode_type,
        periode_start,
        {{ period_end("'jaar'", 'periode_start') }} as periode_eind,
        {{ row_split_by(['gemeente_code', 'wet', 'zorgsoort', 'aanbieder_agb']) }}
        {{ split_bits(['gemeente_code', 'wet', 'zorgsoort', 'aanbieder_agb']) }} as splitsing,
        teller,
        noemer
    from counted

)

select
    {{ variant_of_split('round(split.teller / split.noemer, 6)', 'split.teller', 'split.noemer') }},
    {{ is_provisional_by_declarations('split.periode_eind') }} as is_voorlopig
from split
cross join data_until
