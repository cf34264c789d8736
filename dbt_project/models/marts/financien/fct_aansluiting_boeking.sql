-- Grain: one row per period, gemeente, wet and zorgsoort or package with a booking: booked cost beside declared care.
with

lines as (

    select
        periode_start,
        periode_eind,
        gemeente_code,
        wet,
        coalesce(zorgsoort, 'alle') as zorgsoort,
        sum(bedrag_euro) filter (where soort = 'realisatie') as geboekt_euro,
        coalesce(sum(bedrag_euro) filter (where soort in ('pgb', 'subsidie', 'lumpsum')), 0) as buiten_berichten_euro
    from {{ ref('fct_financien') }}
    where
        is_geldig
        and wet is not null
        and bedrag_euro is not null
        and soort in ('realisatie', 'pgb', 'subsidie', 'lumpsum')
    group by periode_start, periode_eind, gemeente_code, wet, coalesce(zorgsoort, 'alle')

),

booked as (

    select * from lines
    where geboekt_euro is not null

),

months as (

    select
        booked.periode_start,
        booked.periode_eind,
        booked.gemeente_code,
        booked.wet,
        booked.zorgsoort,
        declared.goedgekeurd_eurocent,
        declared.ingediend_eurocent,
        declared.boekmaand between booked.periode_start and booked.periode_eind as is_in_boekperiode,
        declared.zorgmaand between booked.periode_start and booked.periode_eind as is_in_zorgperiode
    from booked
    inner join {{ ref('int_boekingen__declared') }} as declared
        on
            booked.gemeente_code = declared.gemeente_code
            and booked.wet = declared.wet
            and (
                declared.boekmaand between booked.periode_start and booked.periode_eind
                or declared.zorgmaand between booked.periode_start and booked.periode_eind
            )
    left join {{ ref('mandjes') }} as mandjes
        on booked.zorgsoort = mandjes.mandje and declared.zorgsoort = mandjes.zorgsoort
    where booked.zorgsoort in ('alle', declared.zorgsoort) or mandjes.mandje is not null

),

declared as (

    select
        periode_start,
        periode_eind,
        gemeente_code,
        wet,
        zorgsoort,
        round(sum(goedgekeurd_eurocent) filter (where is_in_boekperiode) / 100.0, 2) as gedeclareerd_euro,
        round(sum(goedgekeurd_eurocent) filter (where is_in_zorgperiode) / 100.0, 2) as geleverd_euro,
        round(sum(ingediend_eurocent) filter (where is_in_boekperiode) / 100.0, 2) as ingediend_euro
    from months
    group by periode_start, periode_eind, gemeente_code, wet, zorgsoort

),

compared as (

    select
        booked.periode_start,
        booked.periode_eind,
        booked.gemeente_code,
        booked.wet,
        booked.zorgsoort,
        booked.geboekt_euro,
        coalesce(declared.gedeclareerd_euro, 0) as gedeclareerd_euro,
        booked.buiten_berichten_euro,
        coalesce(declared.ingediend_euro, 0) as ingediend_euro,
        coalesce(declared.geleverd_euro, 0) as geleverd_euro
    from booked
    left join declared
        on
            booked.periode_start = declared.periode_start
            and booked.periode_eind = declared.periode_eind
            and booked.gemeente_code = declared.gemeente_code
            and booked.wet = declared.wet
            and booked.zorgsoort = declared.zorgsoort

)

select
    *,
    -- the ledger follows the month of the invoice, not that of the care
    geboekt_euro - gedeclareerd_euro - buiten_berichten_euro as verschil_euro,
    abs(geboekt_euro - gedeclareerd_euro - buiten_berichten_euro)
    <= {{ var('boeking_tolerantie') }} * abs(geboekt_euro) as is_aansluitend
from compared
