-- Grain: one row per line of registers/gebied, of its newest delivery.
with

judged as (

    select
        *,
        {{ is_newest_delivery() }} as is_geldig
    from {{ ref('stg_registers__gebied') }}

)

select
    postcode,
    gemeente_code,
    buurt_code,
    buurt,
    wijk_code,
    wijk,
    stadsdeel,
    buurtteam_gebied,
    geldig_van,
    geldig_tot,
    _delivered_on as geleverd_op,
    _source_file_id,
    _rij
from judged
where is_geldig
