-- Grain: one row per year, gemeente, programma, wet and zorgsoort with a budget or what was spent: both side by side.
with

judged as (

    select
        *,
        {{ is_newest_delivery(['periode_start', 'gemeente_code']) }} as is_geldig
    from {{ ref('stg_registers__financien') }}

),

summed as (

    select
        extract(year from periode_start)::integer as jaar,
        gemeente_code,
        {{ or_unknown('programma') }} as programma,
        {{ or_unknown('wet') }} as wet,
        {{ or_unknown('zorgsoort') }} as zorgsoort,
        sum(bedrag_euro) filter (where soort = 'begroting') as begroting_euro,
        sum(bedrag_euro) filter (where soort = 'realisatie') as realisatie_euro,
        sum(bedrag_euro) filter (where soort = 'baten') as baten_euro,
        max(periode_eind) as bekend_tot
    from judged
    where is_geldig and bedrag_euro is not null and soort in ('begroting', 'realisatie', 'baten')
    group by
        extract(year from periode_start)::integer,
        gemeente_code,
        {{ or_unknown('programma') }},
        {{ or_unknown('wet') }},
        {{ or_unknown('zorgsoort') }}

)

select
    jaar,
    gemeente_code,
    programma,
    wet,
    zorgsoort,
    begroting_euro,
    realisatie_euro,
    baten_euro,
    -- a budget without anything booked, or the other way round, is no deviation
    realisatie_euro - begroting_euro as afwijking_euro,
    realisatie_euro - coalesce(baten_euro, 0) as per_saldo_euro,
    bekend_tot
from summed
