-- Grain: one row per product of a gemeente, per line of the register that applied to it.
with

used as (

    select * from {{ ref('int_producten__zorgsoort') }}

),

register as (

    select * from {{ ref('int_producten__register') }}

),

categories as (

    select
        wet,
        code,
        omschrijving
    from {{ ref('codelijsten') }}
    where begrip = 'product_categorie'

),

ranked as (

    select
        used.*,
        -- days on which the same line applied
        row_number() over (partition by used.product_id order by used.peildatum) as day_rank
    from used

)

select
    ranked.product_id,
    ranked.gemeente_code,
    ranked.wet,
    nullif(ranked.product_categorie, '') as product_categorie,
    nullif(ranked.product_code, '') as product_code,
    ranked.geldig_van,
    register.geldig_tot,
    coalesce(register.product_naam, categories.omschrijving) as product_naam,
    ranked.zorgsoort,
    ranked.zorgsoort_herkomst,
    register.productgroep,
    register.eenheid as product_eenheid,
    register.is_groep,
    register.is_verblijf,
    register.is_zbo,
    register.scope_uitvoeringsagenda,
    register.scope_prognosemodel,
    register.scope_begroting_jeugd
from ranked
left join register
    on
        ranked.product_gemeente_code = register.gemeente_code
        and ranked.wet = register.wet
        and ranked.product_categorie = register.product_categorie
        and ranked.product_code = register.product_code
        and ranked.geldig_van = register.geldig_van
left join categories on ranked.wet = categories.wet and ranked.product_categorie = categories.code
where ranked.day_rank = 1
