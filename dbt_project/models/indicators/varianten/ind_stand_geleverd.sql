-- Grain: one row per month and combination of splits. IND001 by delivery: care started and not ended on the last day.
with

periods as (

    select * from {{ ref('int_zorgperioden__classified') }}
    where begin_herkomst = 'start'

),

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

events as (

    select
        periods.client_id,
        -- the series steps by first days of months: the day before is the last of the month
        months.month_at::date - 1 as gebeurtenis_datum,
        periods.gemeente_code,
        periods.wet,
        periods.zorgsoort,
        periods.productgroep,
        {{ or_unknown('periods.product_code') }} as product_code,
        periods.aanbieder_agb,
        periods.verwijzer,
        periods.is_voorlopig
    from periods
    inner join data_until on periods.begindatum <= data_until.gegevens_tot_en_met
    cross join generate_series(
        {{ month_start('periods.begindatum') }} + interval '1 month',
        least(periods.einde, data_until.gegevens_tot_en_met) + interval '1 day',
        interval '1 month'
    ) as months (month_at)

),

{{ clients_per_split('IND001', ['maand'], var('verdere_splitsingen_varianten')) }}

select
    {{ variant_columns('counted', "'stand_geleverd'") }},
    counted.is_voorlopig
from counted
