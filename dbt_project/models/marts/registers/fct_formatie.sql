-- Grain: one row per line of registers/formatie, of every delivery; is_geldig marks the newest.
with

judged as (

    select
        *,
        {{ is_newest_delivery(['peildatum', 'organisatie']) }} as is_geldig
    from {{ ref('stg_registers__formatie') }}

)

select
    peildatum,
    organisatie,
    functie,
    herkomst,
    fte,
    fte_vertrokken_12_maanden,
    aantal_locaties,
    _delivered_on as geleverd_op,
    is_geldig,
    _source_file_id,
    _rij
from judged
