-- Grain: one row per submitted declaratieregel. An approved credit takes out the debit it names.
with

declaratieregels as (

    select * from {{ ref('int_declaratieregels__judged') }}

),

producten as (

    select * from {{ ref('int_producten__zorgsoort') }}

),

credits as (

    select
        wet,
        gemeente_code,
        aanbieder_agb,
        vorig_referentie_nummer
    from declaratieregels
    where is_credit and regel_status = 'goedgekeurd'
    group by wet, gemeente_code, aanbieder_agb, vorig_referentie_nummer

)

select
    declaratieregels.*,
    producten.product_id,
    producten.zorgsoort,
    not declaratieregels.is_credit and credits.vorig_referentie_nummer is not null as is_gecrediteerd,
    declaratieregels.regel_status = 'goedgekeurd'
    and not declaratieregels.is_credit
    and credits.vorig_referentie_nummer is null as is_geleverd
from declaratieregels
inner join producten
    on
        declaratieregels.gemeente_code = producten.gemeente_code
        and declaratieregels.wet = producten.wet
        and declaratieregels.product_categorie = producten.product_categorie
        and declaratieregels.product_code = producten.product_code
        and declaratieregels.productperiode_begindatum = producten.peildatum
left join credits
    on
        declaratieregels.wet = credits.wet
        and declaratieregels.gemeente_code = credits.gemeente_code
        and declaratieregels.aanbieder_agb = credits.aanbieder_agb
        and declaratieregels.referentie_nummer = credits.vorig_referentie_nummer
