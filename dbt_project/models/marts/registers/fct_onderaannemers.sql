-- Grain: one row per line of registers/onderaannemers, of every delivery; is_geldig marks the newest.
with

judged as (

    select
        *,
        {{ is_newest_delivery(['periode_start', 'hoofdaannemer_agb']) }} as is_geldig
    from {{ ref('stg_registers__onderaannemers') }}

)

select
    periode_start,
    periode_eind,
    hoofdaannemer_agb,
    onderaannemer_agb,
    onderaannemer_naam,
    wet,
    zorgsoort,
    bedrag_euro,
    _delivered_on as geleverd_op,
    is_geldig,
    _source_file_id,
    _rij
from judged
