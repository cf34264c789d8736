-- Grain: one row per published figure and value of an indicator that it follows from, or several of one kind to add up.
with

cijfers as (

    select * from {{ ref('gepubliceerde_cijfers') }}

),

written_out as (

    select * from {{ ref('aansluiting_onderdelen') }}

),

moments as (

    select
        cijfers.*,
        moments.onderdeel,
        moments.start_at
    from cijfers
    cross join
        lateral (
            values ('nu', cijfers.periode_start), ('toen', cijfers.vergeleken_start)
        ) as moments (onderdeel, start_at)
    where moments.start_at is not null

),

-- a figure that is one value of an indicator, or the change of one, has the splits of that value
read_off as (

    select
        cijfer_id,
        onderdeel,
        1 as stappen,
        indicator_code,
        periode_type,
        start_at as periode_start,
        -- where the source does not say which area it means, the municipality itself is taken
        coalesce(gemeente_code, case when gebied_soort = 'onbekend' then '{{ var("aansluiting_gemeente") }}' end)
            as gemeente_code,
        wet,
        zorgsoort,
        productgroep,
        verwijzer,
        stadsdeel,
        leeftijdsgroep,
        null as aanbieder_agb,
        null as product_code,
        null as variant
    from moments
    where
        is_koppelbaar
        and waarde is not null
        and cijfer_id not in (select written_out.cijfer_id from written_out)

)

select * from read_off

union all

select
    cijfer_id,
    onderdeel,
    stappen,
    indicator_code,
    periode_type,
    periode_start,
    gemeente_code,
    wet,
    zorgsoort,
    productgroep,
    verwijzer,
    null as stadsdeel,
    leeftijdsgroep,
    aanbieder_agb,
    product_code,
    variant
from written_out
