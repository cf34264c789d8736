-- Grain: one row per care period and last day of a month on which it runs, as far as the data go.
{{ config(materialized='view') }}
with

periods as (

    select * from {{ ref('int_zorgperioden__classified') }}

),

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

)

select
    periods.client_id,
    periods.gemeente_code,
    periods.wet,
    periods.zorgsoort,
    periods.productgroep,
    {{ or_unknown('periods.product_code') }} as product_code,
    periods.is_verblijf,
    periods.aanbieder_agb,
    periods.verwijzer,
    periods.begin_herkomst,
    periods.is_voorlopig,
    -- the series steps by first days of months: the day before is the last of the month
    months.month_at::date - 1 as peildatum
from periods
inner join data_until on periods.begindatum <= data_until.gegevens_tot_en_met
cross join generate_series(
    {{ month_start('periods.begindatum') }} + interval '1 month',
    least(periods.einde, data_until.gegevens_tot_en_met) + interval '1 day',
    interval '1 month'
) as months (month_at)
