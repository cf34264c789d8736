-- Grain: one row per line of registers/maatwerkovereenkomsten, of its newest delivery.
with

judged as (

    select
        *,
        {{ is_newest_delivery() }} as is_geldig
    from {{ ref('stg_registers__maatwerkovereenkomsten') }}

)

select
    overeenkomst_nummer,
    aangevraagd_op,
    besloten_op,
    uitkomst,
    aanvrager,
    segment,
    client_id,
    gemeente_code,
    stadsdeel,
    wet,
    zorgsoort,
    aanbieder_agb,
    aanbieder_naam,
    ingangsdatum,
    einddatum,
    uren_per_week,
    bedrag_euro,
    is_verlenging,
    is_onderbouwd,
    toewijzing_nummer,
    _delivered_on as geleverd_op,
    _source_file_id,
    _rij
from judged
where is_geldig
