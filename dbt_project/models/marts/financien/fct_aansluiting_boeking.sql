-- Grain: one row per period, gemeente, wet and zorgsoort or package with a booking: booked cost beside declared care.
with

booked as (

    select * from {{ ref('int_boekingen__booked') }}

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

-- what was booked before the first claims has nothing to be held against
data_span as (

    select
        gegevens_tot_en_met as last_day,
        (select min(boekingen.boekmaand) from {{ ref('int_boekingen__declared') }} as boekingen) as first_month
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

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
        coalesce(declared.geleverd_euro, 0) as geleverd_euro,
        -- the ledger follows the month of the invoice, not that of the care
        booked.geboekt_euro - coalesce(declared.gedeclareerd_euro, 0) - booked.buiten_berichten_euro as rest_euro,
        coalesce(
            booked.periode_start >= data_span.first_month and booked.periode_eind <= data_span.last_day, false
        ) as is_vergelijkbaar
    from booked
    cross join data_span
    left join declared
        on
            booked.periode_start = declared.periode_start
            and booked.periode_eind = declared.periode_eind
            and booked.gemeente_code = declared.gemeente_code
            and booked.wet = declared.wet
            and booked.zorgsoort = declared.zorgsoort

)

select
    periode_start,
    periode_eind,
    gemeente_code,
    wet,
    zorgsoort,
    geboekt_euro,
    gedeclareerd_euro,
    buiten_berichten_euro,
    ingediend_euro,
    geleverd_euro,
    is_vergelijkbaar,
    case when is_vergelijkbaar then rest_euro end as verschil_euro,
    case when is_vergelijkbaar then abs(rest_euro) <= {{ var('boeking_tolerantie') }} * abs(geboekt_euro) end
        as is_aansluitend
from compared
