-- Grain: one row per price level, gemeente, wet and zorgsoort: what the care of the year of the nulmeting costs then.
with

revalued as (

    select
        extract(year from maand)::integer as prijspeil,
        gemeente_code,
        wet,
        zorgsoort,
        sum(toen_eurocent) as toen_eurocent,
        sum(nulmeting_zestigsten) as nulmeting_zestigsten
    from {{ ref('int_nulmeting__compared') }}
    group by extract(year from maand)::integer, gemeente_code, wet, zorgsoort

),

prijsindex as (

    select * from {{ ref('int_prijsindex__chained') }}

)

select
    revalued.prijspeil,
    revalued.gemeente_code,
    revalued.wet,
    revalued.zorgsoort,
    round(revalued.toen_eurocent / 100.0, 2) as kosten_toen_euro,
    round(revalued.nulmeting_zestigsten / 60.0, 2) as nulmeting_euro,
    prijsindex.indexering
from revalued
inner join prijsindex
    on
        revalued.prijspeil = prijsindex.jaar
        and revalued.gemeente_code = prijsindex.gemeente_code
        and revalued.wet = prijsindex.wet
        and revalued.zorgsoort = prijsindex.zorgsoort
where revalued.toen_eurocent != 0 or revalued.nulmeting_zestigsten != 0
