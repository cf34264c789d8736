-- Grain: one row per month, client, gemeente, productgroep with an hours norm and aanbieder whose hours are bounded.
with

months as (

    select * from {{ ref('int_intensiteit__monthly') }}

),

norms as (

    select
        *,
        case limiet_eenheid when 'uren_per_week' then limiet when 'dagdelen_per_week' then limiet * 4 end as limiet_uren
    from {{ ref('int_normering__standing') }}
    where limiet_eenheid in ('uren_per_week', 'dagdelen_per_week')

)

select
    months.maand,
    months.client_id,
    months.gemeente_code,
    months.wet,
    months.productgroep,
    months.aanbieder_agb,
    min(norms.limiet_uren) as limiet_uren
from months
inner join norms
    on
        months.wet = norms.wet
        and months.productgroep = norms.productgroep
        and coalesce(norms.aanbieder_agb, months.aanbieder_agb) = months.aanbieder_agb
        and coalesce(norms.gemeente_code, months.gemeente_code) = months.gemeente_code
        and months.maand between {{ month_start('norms.geldig_van') }} and norms.geldig_tot
group by
    months.maand, months.client_id, months.gemeente_code, months.wet, months.productgroep, months.aanbieder_agb
