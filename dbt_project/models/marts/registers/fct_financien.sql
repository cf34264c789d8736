-- Grain: one row per line of registers/financien, of every delivery; is_geldig marks the newest.
with

judged as (

    select
        *,
        {{ is_newest_delivery(['periode_start', 'gemeente_code']) }} as is_geldig
    from {{ ref('stg_registers__financien') }}

)

select
    periode_start,
    periode_eind,
    gemeente_code,
    soort,
    programma,
    wet,
    zorgsoort,
    organisatie,
    interventie_id,
    bedrag_euro,
    prijsindex,
    prijspeil,
    _delivered_on as geleverd_op,
    is_geldig,
    _source_file_id,
    _rij
from judged
