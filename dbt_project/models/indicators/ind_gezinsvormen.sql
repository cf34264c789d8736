-- Grain: one row per 31 December and combination of splits. IND114 = family forms (IND113) / all verblijf (IND103).
with

stand as (

    select * from {{ ref('ind_zorg_op_peildatum') }}
    where productgroep is null and extract(month from periode_eind) = 12

)

select
    'IND114' as indicator_code,
    gezinsvormen.periode_type,
    gezinsvormen.periode_start,
    gezinsvormen.periode_eind,
    gezinsvormen.gemeente_code,
    gezinsvormen.wet,
    gezinsvormen.zorgsoort,
    gezinsvormen.productgroep,
    gezinsvormen.product_code,
    gezinsvormen.aanbieder_agb,
    gezinsvormen.verwijzer,
    gezinsvormen.stadsdeel,
    gezinsvormen.leeftijdsgroep,
    gezinsvormen.geslacht,
    gezinsvormen.splitsing,
    round(gezinsvormen.waarde / verblijf.waarde, 6) as waarde,
    gezinsvormen.waarde as teller,
    verblijf.waarde as noemer,
    gezinsvormen.is_voorlopig or verblijf.is_voorlopig as is_voorlopig
from stand as gezinsvormen
-- all verblijf of the same cell, whatever its zorgsoort
inner join stand as verblijf
    on
        verblijf.indicator_code = 'IND103'
        and verblijf.zorgsoort is null
        and gezinsvormen.periode_start = verblijf.periode_start
        and coalesce(gezinsvormen.gemeente_code, '') = coalesce(verblijf.gemeente_code, '')
        and coalesce(gezinsvormen.wet, '') = coalesce(verblijf.wet, '')
        and coalesce(gezinsvormen.aanbieder_agb, '') = coalesce(verblijf.aanbieder_agb, '')
        and coalesce(gezinsvormen.verwijzer, '') = coalesce(verblijf.verwijzer, '')
        and coalesce(gezinsvormen.leeftijdsgroep, '') = coalesce(verblijf.leeftijdsgroep, '')
where gezinsvormen.indicator_code = 'IND113'
