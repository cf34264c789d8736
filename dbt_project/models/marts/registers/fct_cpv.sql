-- Grain: one row per line of registers/cpv, of its newest delivery.
with

judged as (

    select
        *,
        {{ is_newest_delivery() }} as is_geldig
    from {{ ref('stg_registers__cpv') }}

)

select
    aanvraag_nummer,
    aangevraagd_op,
    besloten_op,
    uitkomst,
    aanpassing,
    client_id,
    gemeente_code,
    wet,
    zorgsoort,
    productgroep,
    verwijzer,
    aanbieder_agb,
    norm,
    argument,
    toewijzing_nummer,
    _delivered_on as geleverd_op,
    _source_file_id,
    _rij
from judged
where is_geldig
