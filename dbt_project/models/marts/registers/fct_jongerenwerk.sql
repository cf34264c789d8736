-- Grain: one row per line of registers/jongerenwerk, of its newest delivery.
with

judged as (

    select
        *,
        {{ is_newest_delivery() }} as is_geldig
    from {{ ref('stg_registers__jongerenwerk') }}

)

select
    traject_nummer,
    begonnen_op,
    beeindigd_op,
    leeftijd,
    geslacht,
    gemeente_code,
    stadsdeel,
    is_alternatief_voor_begeleiding,
    _delivered_on as geleverd_op,
    _source_file_id,
    _rij
from judged
where is_geldig
