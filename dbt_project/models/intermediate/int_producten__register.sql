-- Grain: one row per line of the product register as it stands: its newest delivery replaces all before it.
with

producten as (

    select * from {{ ref('stg_registers__producten') }}

),

deliveries as (

    select
        _source_file_id,
        -- two deliveries of one day: the smallest content hash, so that the order of loading does not matter
        row_number() over (order by max(_delivered_on) desc, _source_file_id) as delivery_rank
    from producten
    group by _source_file_id

)

select
    producten.gemeente_code,
    producten.wet,
    producten.product_categorie,
    producten.product_code,
    producten.geldig_van,
    producten.geldig_tot,
    producten.product_naam,
    producten.zorgsoort,
    producten.productgroep,
    producten.eenheid,
    producten.is_groep,
    producten.is_verblijf,
    producten.is_zbo,
    producten.scope_uitvoeringsagenda,
    producten.scope_prognosemodel,
    producten.scope_begroting_jeugd,
    producten._source_file_id,
    producten._rij
from producten
inner join deliveries on producten._source_file_id = deliveries._source_file_id
where deliveries.delivery_rank = 1
