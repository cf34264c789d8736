-- Grain: one row per month, client, gemeente, productgroep with an hours norm and aanbieder: hours and the norm.
with

months as (

    select * from {{ ref('int_intensiteit__monthly') }}

),

bounded as (

    select * from {{ ref('int_intensiteit__bounded') }}

),

granted as (

    select
        client_id,
        wet,
        aanbieder_agb,
        zorgsoort,
        min(besloten_op) as besloten_op
    from {{ ref('fct_cpv') }}
    where uitkomst in ('toegekend', 'toegekend_met_aanpassing') and norm = 'intensiteit' and client_id is not null
    group by client_id, wet, aanbieder_agb, zorgsoort

),

judged as (

    select
        months.*,
        bounded.limiet_uren,
        coalesce(granted.besloten_op <= {{ month_end('months.maand') }}, false) as has_ontheffing,
        coalesce(months.toegewezen_uren_per_week > bounded.limiet_uren, false) as is_toewijzing_boven,
        coalesce(months.geleverde_uren_per_week > bounded.limiet_uren, false) as is_levering_boven
    from months
    left join bounded
        on
            months.maand = bounded.maand
            and months.client_id = bounded.client_id
            and months.gemeente_code = bounded.gemeente_code
            and months.wet = bounded.wet
            and months.productgroep = bounded.productgroep
            and months.aanbieder_agb = bounded.aanbieder_agb
    left join granted
        on
            months.client_id = granted.client_id
            and months.wet = granted.wet
            and months.aanbieder_agb = granted.aanbieder_agb
            and months.zorgsoort = granted.zorgsoort

),

counted as (

    select
        *,
        is_levering_boven and not has_ontheffing as is_overschrijding,
        -- R-NORM-12: this month and the one before it, or the one after it
        count(*) filter (where is_levering_boven and not has_ontheffing) over (
            partition by client_id, gemeente_code, wet, zorgsoort, productgroep, aanbieder_agb
            order by maand
            range between interval '1 month' preceding and current row
        ) > 1
        or count(*) filter (where is_levering_boven and not has_ontheffing) over (
            partition by client_id, gemeente_code, wet, zorgsoort, productgroep, aanbieder_agb
            order by maand
            range between current row and interval '1 month' following
        ) > 1 as is_herhaald
    from judged

)

select
    maand,
    client_id,
    gemeente_code,
    wet,
    zorgsoort,
    productgroep,
    aanbieder_agb,
    dagen_in_zorg,
    toegewezen_uren_per_week,
    geleverde_uren,
    geleverde_uren_per_week,
    limiet_uren,
    has_ontheffing,
    is_toewijzing_boven,
    is_overschrijding,
    is_overschrijding and is_herhaald as is_niet_incidenteel,
    case when is_overschrijding then round(geleverde_uren - limiet_uren * dagen_in_zorg / 7, 2) end as overschot_uren,
    case
        when is_overschrijding
            then
                round(
                    bedrag_eurocent / 100.0 * (geleverde_uren - limiet_uren * dagen_in_zorg / 7) / geleverde_uren, 2
                )
    end as overschot_euro
from counted
