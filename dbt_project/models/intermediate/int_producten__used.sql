-- Grain: one row per product and day on which the register has to be asked what it is.
with

toewijzingen as (

    select * from {{ ref('int_toewijzingen__versions') }}

),

leveringen as (

    select * from {{ ref('int_leveringen__with_toewijzing') }}

),

zorgperioden as (

    select * from {{ ref('int_zorgperioden__dated') }}

),

declaratieregels as (

    select * from {{ ref('int_declaratieregels__judged') }}

),

verzoeken as (

    select * from {{ ref('int_verzoeken__requested') }}
    where berichtsoort = '315'

),

used as (

    select
        gemeente_code,
        wet,
        product_categorie,
        product_code,
        ingangsdatum as peildatum
    from toewijzingen

    union all

    select
        gemeente_code,
        wet,
        product_categorie,
        product_code,
        begindatum as peildatum
    from leveringen

    union all

    select
        gemeente_code,
        wet,
        product_categorie,
        product_code,
        begindatum as peildatum
    from zorgperioden

    union all

    select
        gemeente_code,
        wet,
        product_categorie,
        product_code,
        productperiode_begindatum as peildatum
    from declaratieregels

    union all

    select
        gemeente_code,
        wet,
        product_categorie,
        product_code,
        gewenste_ingangsdatum as peildatum
    from verzoeken

)

select
    gemeente_code,
    wet,
    peildatum,
    -- empty instead of absent, so that models can join on it with equality
    coalesce(product_categorie, '') as product_categorie,
    coalesce(product_code, '') as product_code
from used
group by gemeente_code, wet, peildatum, coalesce(product_categorie, ''), coalesce(product_code, '')
