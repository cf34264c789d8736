-- Grain: one row per hoofdaannemer, onderaannemer, zorgsoort and unbroken run of periods of working together.
with

judged as (

    select
        *,
        {{ is_newest_delivery(['periode_start', 'hoofdaannemer_agb']) }} as is_geldig
    from {{ ref('stg_registers__onderaannemers') }}

),

reported as (

    select
        hoofdaannemer_agb,
        -- the register asks for the AGB-code only of an onderaannemer that has one
        coalesce(onderaannemer_agb, '') as onderaannemer_agb,
        onderaannemer_naam,
        wet,
        zorgsoort,
        periode_start,
        max(periode_eind) as periode_eind,
        sum(bedrag_euro) as bedrag_euro
    from judged
    where is_geldig
    group by
        hoofdaannemer_agb,
        coalesce(onderaannemer_agb, ''),
        onderaannemer_naam,
        wet,
        zorgsoort,
        periode_start

),

previous as (

    select
        *,
        max(periode_eind) over (
            partition by hoofdaannemer_agb, onderaannemer_agb, onderaannemer_naam, wet, zorgsoort
            order by periode_start
            rows between unbounded preceding and 1 preceding
        ) as vorig_einde
    from reported

),

numbered as (

    select
        *,
        count(*) filter (where vorig_einde is null or vorig_einde < periode_start - 1) over (
            partition by hoofdaannemer_agb, onderaannemer_agb, onderaannemer_naam, wet, zorgsoort
            order by periode_start
        ) as run_number
    from previous

)

select
    hoofdaannemer_agb,
    nullif(onderaannemer_agb, '') as onderaannemer_agb,
    onderaannemer_naam,
    wet,
    zorgsoort,
    min(periode_start) as geldig_van,
    max(periode_eind) as geldig_tot,
    sum(bedrag_euro) as bedrag_euro
from numbered
group by hoofdaannemer_agb, onderaannemer_agb, onderaannemer_naam, wet, zorgsoort, run_number
