-- Grain: one row per line of registers/bevolking, of every delivery; is_geldig marks the newest.
with

judged as (

    select
        *,
        {{ is_newest_delivery(['peildatum', 'gemeente_code']) }} as is_geldig
    from {{ ref('stg_registers__bevolking') }}

)

select
    peildatum,
    gemeente_code,
    gebied_soort,
    gebied,
    leeftijd_van,
    leeftijd_tot,
    geslacht,
    aantal,
    _delivered_on as geleverd_op,
    is_geldig,
    _source_file_id,
    _rij
from judged
