-- Grain: one row per norm that is or was in force. An amount without an end is for its first year.
with

judged as (

    select
        *,
        {{ is_newest_delivery(['gemeente_code']) }} as is_geldig
    from {{ ref('stg_registers__normering') }}

)

select
    -- a number is unique for who delivers it only
    coalesce(gemeente_code, 'regio') || '.' || normering_nummer as normering_id,
    normering_nummer,
    instrument,
    aanbieder_agb,
    wet,
    zorgsoort,
    productgroep,
    niveau,
    gemeente_code,
    geldig_van,
    case
        when geldig_tot is not null then geldig_tot
        -- an amount or number is for a time; hours per week hold until further notice
        when bedrag_euro is not null or instrument = 'instroomtarget'
            then {{ period_end("'jaar'", period_start("'jaar'", 'geldig_van')) }}
        else date '9999-12-31'
    end as geldig_tot,
    bedrag_euro,
    limiet,
    limiet_eenheid,
    coalesce(monitoringswaarde_procent, {{ var('monitoringswaarde') }}) as monitoringswaarde_procent,
    coalesce(van_kracht_op, geldig_van) as van_kracht_op,
    beeindigd_op
from judged
where is_geldig and status in ('van_kracht', 'beeindigd')
