-- Grain: one row per line of registers/buurtteam_groepen, of the newest delivery of each deliverer.
with

judged as (

    select
        *,
        {{ is_newest_delivery(['team_soort']) }} as is_geldig
    from {{ ref('stg_registers__buurtteam_groepen') }}

)

select
    groep_nummer,
    team_soort,
    naam,
    is_nieuw,
    stadsdeel,
    begonnen_op,
    beeindigd_op,
    aantal_deelnemers,
    _delivered_on as geleverd_op,
    _source_file_id,
    _rij
from judged
where is_geldig
