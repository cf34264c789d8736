-- Grain: one row per line of registers/uitkomsten, of every delivery; is_geldig marks the newest.
with

judged as (

    select
        *,
        {{ is_newest_delivery(['periode_start', 'aanbieder_agb']) }} as is_geldig
    from {{ ref('stg_registers__uitkomsten') }}

)

select
    periode_start,
    periode_eind,
    aanbieder_agb,
    traject_nummer,
    client_id,
    gemeente_code,
    zorgsoort,
    hulpvorm,
    aanvang_op,
    einde_op,
    reden_beeindiging,
    informant,
    tevredenheid,
    zonder_hulp_verder,
    minder_problemen,
    doelen_gesteld,
    doelen_bereikt,
    _delivered_on as geleverd_op,
    is_geldig,
    _source_file_id,
    _rij
from judged
