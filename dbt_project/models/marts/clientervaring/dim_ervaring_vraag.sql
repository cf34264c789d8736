-- Grain: one row per line of clientervaring/ervaring_vragen, of its newest delivery.
with

judged as (

    select
        *,
        {{ is_newest_delivery() }} as is_geldig
    from {{ ref('stg_clientervaring__ervaring_vragen') }}

)

select
    onderzoek,
    vraag_code,
    geldig_van,
    geldig_tot,
    reeks,
    vraagtekst,
    schaal,
    positieve_antwoorden,
    thema,
    vragenlijst,
    vergelijkbaar_sinds,
    _delivered_on as geleverd_op,
    _source_file_id,
    _rij
from judged
where is_geldig
