-- Grain: one row per period, gemeente, wet and zorgsoort or package with a booking in the register of finances.
with

judged as (

    select
        *,
        {{ is_newest_delivery(['periode_start', 'gemeente_code']) }} as is_geldig
    from {{ ref('stg_registers__financien') }}

),

lines as (

    select
        periode_start,
        periode_eind,
        gemeente_code,
        wet,
        coalesce(zorgsoort, 'alle') as zorgsoort,
        sum(bedrag_euro) filter (where soort = 'realisatie') as geboekt_euro,
        coalesce(sum(bedrag_euro) filter (where soort in ('pgb', 'subsidie', 'lumpsum')), 0) as buiten_berichten_euro
    from judged
    where
        is_geldig
        and wet is not null
        and bedrag_euro is not null
        and soort in ('realisatie', 'pgb', 'subsidie', 'lumpsum')
    group by periode_start, periode_eind, gemeente_code, wet, coalesce(zorgsoort, 'alle')

)

select
    periode_start,
    periode_eind,
    gemeente_code,
    wet,
    zorgsoort,
    geboekt_euro,
    buiten_berichten_euro
from lines
where geboekt_euro is not null
