-- Grain: one row per norm on inflow and month of its time that has begun: who came in so far, against the limit.
with

norms as (

    select * from {{ ref('int_normering__standing') }}
    where instrument = 'instroomtarget' and limiet_eenheid = 'jeugdigen' and limiet > 0

),

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

inflow as (

    select
        came_in.*,
        bool_or(
            cpv.uitkomst in ('toegekend', 'toegekend_met_aanpassing') and cpv.norm = 'instroomlimiet'
        ) as has_ontheffing
    from {{ ref('int_normering__inflow') }} as came_in
    left join {{ ref('fct_cpv') }} as cpv
        on
            came_in.client_id = cpv.client_id
            and came_in.aanbieder_agb = cpv.aanbieder_agb
            and came_in.wet = cpv.wet
            and came_in.zorgsoort = cpv.zorgsoort
            and came_in.begindatum >= cpv.besloten_op
    group by
        came_in.normering_id,
        came_in.client_id,
        came_in.aanbieder_agb,
        came_in.wet,
        came_in.zorgsoort,
        came_in.begindatum

),

months as (

    select
        norms.*,
        months.month_at::date as maand,
        {{ month_end('months.month_at') }} > data_until.gegevens_tot_en_met as is_voorlopig
    from norms
    cross join data_until
    cross join
        generate_series(
            {{ month_start('norms.geldig_van') }}::timestamp,
            least(norms.geldig_tot, data_until.gegevens_tot_en_met)::timestamp,
            interval '1 month'
        ) as months (month_at)

)

select
    months.normering_id,
    months.normering_nummer,
    months.instrument,
    months.aanbieder_agb,
    months.wet,
    months.zorgsoort,
    months.productgroep,
    months.gemeente_code,
    months.maand,
    months.limiet,
    count(distinct inflow.client_id) filter (where not coalesce(inflow.has_ontheffing, false))::integer
        as instroom_tot_nu,
    count(distinct inflow.client_id) filter (where inflow.has_ontheffing)::integer as instroom_met_ontheffing,
    round(
        100
        * count(distinct inflow.client_id) filter (where not coalesce(inflow.has_ontheffing, false))
        / months.limiet,
        2
    ) as uitnutting_procent,
    months.is_voorlopig
from months
left join inflow
    on months.normering_id = inflow.normering_id and inflow.begindatum <= {{ month_end('months.maand') }}
group by
    months.normering_id,
    months.normering_nummer,
    months.instrument,
    months.aanbieder_agb,
    months.wet,
    months.zorgsoort,
    months.productgroep,
    months.gemeente_code,
    months.maand,
    months.limiet,
    months.is_voorlopig
