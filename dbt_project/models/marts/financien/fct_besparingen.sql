-- Grain: one row per year, gemeente and wet: saved since the nulmeting, what that cost, and what was to be saved.
with

saved as (

    select
        extract(year from maand)::integer as jaar,
        gemeente_code,
        wet,
        round(sum(nulmeting_zestigsten) / 60.0, 2) as nulmeting_euro,
        round(sum(nu_eurocent) / 100.0, 2) as realisatie_euro,
        count(distinct maand) as maanden
    from {{ ref('int_nulmeting__compared') }}
    where is_in_vergelijking and extract(year from maand) > {{ var('nulmeting_jaar') }}
    group by extract(year from maand)::integer, gemeente_code, wet

),

register as (

    select
        extract(year from periode_start)::integer as jaar,
        gemeente_code,
        wet,
        sum(bedrag_euro) filter (where soort = 'maatregel_gerealiseerd') as kosten_maatregelen_euro,
        sum(bedrag_euro) filter (where soort = 'taakstelling') as taakstelling_euro,
        sum(bedrag_euro) filter (where soort = 'besparing_laag') as verwacht_laag_euro,
        sum(bedrag_euro) filter (where soort = 'besparing_hoog') as verwacht_hoog_euro
    from {{ ref('fct_financien') }}
    where
        is_geldig
        and wet is not null
        and soort in ('maatregel_gerealiseerd', 'taakstelling', 'besparing_laag', 'besparing_hoog')
    group by extract(year from periode_start)::integer, gemeente_code, wet

)

select
    coalesce(saved.jaar, register.jaar) as jaar,
    coalesce(saved.gemeente_code, register.gemeente_code) as gemeente_code,
    coalesce(saved.wet, register.wet) as wet,
    saved.maanden,
    saved.nulmeting_euro,
    saved.realisatie_euro,
    saved.nulmeting_euro - saved.realisatie_euro as besparing_bruto_euro,
    register.kosten_maatregelen_euro,
    -- without costs in the register net is not known
    saved.nulmeting_euro - saved.realisatie_euro - register.kosten_maatregelen_euro as besparing_netto_euro,
    register.taakstelling_euro,
    saved.nulmeting_euro - saved.realisatie_euro - register.taakstelling_euro as verschil_taakstelling_euro,
    register.verwacht_laag_euro,
    register.verwacht_hoog_euro
from saved
full outer join register
    on
        saved.jaar = register.jaar
        and saved.gemeente_code = register.gemeente_code
        and saved.wet = register.wet
