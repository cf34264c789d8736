-- Grain: one row per line of the register of tariffs as it stands, its tariff per hour where the unit is one of time.
with

judged as (

    select
        *,
        {{ is_newest_delivery() }} as is_geldig
    from {{ ref('stg_registers__tarieven') }}

)

select
    gemeente_code,
    wet,
    product_categorie,
    product_code,
    aanbieder_agb,
    geldig_van,
    geldig_tot,
    {{ measured_unit('eenheid') }} as tarief_eenheid,
    trim_scale({{ measured_tariff('tarief_euro', 'eenheid') }}) as tarief_euro,
    _source_file_id,
    _rij
from judged
where is_geldig
