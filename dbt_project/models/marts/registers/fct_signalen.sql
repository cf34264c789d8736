-- Grain: one row per line of registers/signalen, of every delivery; is_geldig marks the newest.
with

judged as (

    select
        *,
        {{ is_newest_delivery(['periode_start', 'aangeleverd_door']) }} as is_geldig
    from {{ ref('stg_registers__signalen') }}

)

select
    periode_start,
    periode_eind,
    onderwerp,
    gemeente_code,
    stadsdeel,
    leeftijdsgroep,
    uitsplitsing,
    waarde,
    eenheid,
    bron,
    aangeleverd_door,
    _delivered_on as geleverd_op,
    is_geldig,
    _source_file_id,
    _rij
from judged
