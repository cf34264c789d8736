-- Grain: one row per norm that is or was in force. A norm without an end lasts until the end of the year it began in.
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
    coalesce(geldig_tot, {{ period_end("'jaar'", period_start("'jaar'", 'geldig_van')) }}) as geldig_tot,
    bedrag_euro,
    limiet,
    limiet_eenheid,
    coalesce(monitoringswaarde_procent, {{ var('monitoringswaarde') }}) as monitoringswaarde_procent,
    coalesce(van_kracht_op, geldig_van) as van_kracht_op,
    beeindigd_op
from judged
where is_geldig and status in ('van_kracht', 'beeindigd')
