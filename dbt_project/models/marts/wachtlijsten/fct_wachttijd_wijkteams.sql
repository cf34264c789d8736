-- Grain: one row per line of wachtlijsten/wijkteams, of every delivery; is_geldig marks the newest.
with

judged as (

    select
        *,
        {{ is_newest_delivery(['periode_start']) }} as is_geldig
    from {{ ref('stg_wachtlijsten__wijkteams') }}

)

select
    periode_start,
    periode_eind,
    stadsdeel,
    gemiddelde_wachttijd_weken,
    aantal_aanmeldingen,
    _delivered_on as geleverd_op,
    is_geldig,
    _source_file_id,
    _rij
from judged
