-- Grain: one row per norm and zorgsoort that counts under it, a basket taken apart.
with

norms as (

    select * from {{ ref('int_normering__standing') }}

),

mandjes as (

    select * from {{ ref('mandjes') }}

),

zorgsoorten as (

    select
        wet,
        zorgsoort
    from {{ ref('int_producten__zorgsoort') }}
    group by wet, zorgsoort

)

select
    norms.normering_id,
    norms.wet,
    zorgsoorten.zorgsoort
from norms
inner join zorgsoorten on norms.wet = zorgsoorten.wet
left join mandjes on norms.zorgsoort = mandjes.mandje and zorgsoorten.zorgsoort = mandjes.zorgsoort
where norms.zorgsoort in ('alle', zorgsoorten.zorgsoort) or mandjes.mandje is not null
