-- Grain: one row per line of registers/normering, of the newest delivery of each deliverer.
with

judged as (

    select
        *,
        {{ is_newest_delivery(['gemeente_code']) }} as is_geldig
    from {{ ref('stg_registers__normering') }}

)

select
    normering_nummer,
    instrument,
    aanbieder_agb,
    wet,
    zorgsoort,
    productgroep,
    niveau,
    gemeente_code,
    geldig_van,
    geldig_tot,
    bedrag_euro,
    limiet,
    limiet_eenheid,
    monitoringswaarde_procent,
    status,
    aangekondigd_op,
    zienswijze_op,
    plan_gereed_op,
    van_kracht_op,
    beeindigd_op,
    _delivered_on as geleverd_op,
    _source_file_id,
    _rij
from judged
where is_geldig
