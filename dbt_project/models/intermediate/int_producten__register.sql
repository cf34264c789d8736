-- Grain: one row per line of the product register as it stands: its newest delivery replaces all before it.
with

judged as (

    select
        *,
        {{ is_newest_delivery() }} as is_geldig
    from {{ ref('stg_registers__producten') }}

)

select
    gemeente_code,
    wet,
    product_categorie,
    product_code,
    geldig_van,
    geldig_tot,
    product_naam,
    zorgsoort,
    productgroep,
    eenheid,
    is_groep,
    is_verblijf,
    is_zbo,
    scope_uitvoeringsagenda,
    scope_prognosemodel,
    scope_begroting_jeugd,
    _source_file_id,
    _rij
from judged
where is_geldig
