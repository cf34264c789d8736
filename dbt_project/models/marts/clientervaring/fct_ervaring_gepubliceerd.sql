-- Grain: one row per line of clientervaring/ervaring_gepubliceerd, of its newest delivery.
with

judged as (

    select
        *,
        {{ is_newest_delivery() }} as is_geldig
    from {{ ref('stg_clientervaring__ervaring_gepubliceerd') }}

)

select
    onderzoek,
    jaar,
    vraag_code,
    maat,
    informant,
    gemeente_code,
    stadsdeel,
    waarde,
    aantal_antwoorden,
    is_nulmeting,
    bron,
    _delivered_on as geleverd_op,
    _source_file_id,
    _rij
from judged
where is_geldig
