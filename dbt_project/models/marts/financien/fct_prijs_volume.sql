-- Grain: one row per month, gemeente, wet, zorgsoort and aanbieder: costs beside those of the nulmeting, by cause.
with

compared as (

    select
        *,
        round(toen_eurocent / 100.0, 2) as kosten_toen_euro,
        round(nulmeting_zestigsten / 60.0, 2) as nulmeting_euro,
        round(nu_eurocent / 100.0, 2) as kosten_nu_euro
    from {{ ref('int_nulmeting__compared') }}
    where is_in_vergelijking

)

select
    maand,
    gemeente_code,
    wet,
    zorgsoort,
    aanbieder_agb,
    kosten_toen_euro,
    nulmeting_euro,
    kosten_nu_euro,
    nulmeting_euro - kosten_toen_euro as prijseffect_euro,
    kosten_nu_euro - nulmeting_euro as volume_effect_euro,
    kosten_nu_euro - kosten_toen_euro as verandering_euro
from compared
