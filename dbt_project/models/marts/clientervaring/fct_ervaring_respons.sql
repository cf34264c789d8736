-- Grain: one row per line of clientervaring/ervaring_respons, of every delivery; is_geldig marks the newest.
with

judged as (

    select
        *,
        {{ is_newest_delivery(['onderzoek', 'golf']) }} as is_geldig
    from {{ ref('stg_clientervaring__ervaring_respons') }}

)

select
    onderzoek,
    golf,
    meetdatum,
    informant,
    gemeente_code,
    zorgsoort,
    aantal_uitgenodigd,
    aantal_antwoorden,
    _delivered_on as geleverd_op,
    is_geldig,
    _source_file_id,
    _rij
from judged
