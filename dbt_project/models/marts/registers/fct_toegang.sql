-- Grain: one row per line of registers/toegang, of the newest delivery of each deliverer.
with

judged as (

    select
        *,
        {{ is_newest_delivery(['aangeleverd_door']) }} as is_geldig
    from {{ ref('stg_registers__toegang') }}

)

select
    verwijzing_nummer,
    verwezen_op,
    client_id,
    gemeente_code,
    wet,
    verwijzer,
    team,
    stadsdeel,
    zorgsoort,
    productgroep,
    aanbieder_agb,
    toewijzing_nummer,
    is_ret_advies,
    is_zbo,
    school,
    is_herindicatie,
    aangeleverd_door,
    _delivered_on as geleverd_op,
    _source_file_id,
    _rij
from judged
where is_geldig
