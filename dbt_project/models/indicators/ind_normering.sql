-- Grain: one row per indicator, last day of a half year or month, and combination of splits. IND031 and IND034.
with

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

norms as (

    select
        *,
        least(geldig_tot, coalesce(beeindigd_op - 1, geldig_tot)) as laatste_dag
    from {{ ref('int_normering__standing') }}
    -- a soft ceiling is shown per instrument only, in indicator_varianten
    where aanbieder_agb is not null and instrument != 'signaalplafond'

),

stops as (

    select * from {{ ref('int_toeleidingsstops__standing') }}

),

in_force as (

    select
        'IND031' as indicator_code,
        ends.half_at::date - 1 as gebeurtenis_datum,
        norms.gemeente_code,
        norms.wet,
        norms.zorgsoort,
        norms.aanbieder_agb
    from norms
    cross join data_until
    cross join
        generate_series(
            {{ period_start("'halfjaar'", 'norms.van_kracht_op') }} + interval '6 months',
            least(norms.laatste_dag, data_until.gegevens_tot_en_met) + interval '1 day',
            interval '6 months'
        ) as ends (half_at)

    union all

    select
        'IND034' as indicator_code,
        ends.month_at::date - 1 as gebeurtenis_datum,
        stops.gemeente_code,
        stops.wet,
        stops.zorgsoort,
        stops.aanbieder_agb
    from stops
    cross join data_until
    cross join
        generate_series(
            {{ month_start('stops.stop_van') }} + interval '1 month',
            least(stops.laatste_dag, data_until.gegevens_tot_en_met) + interval '1 day',
            interval '1 month'
        ) as ends (month_at)

),

events as (

    select
        in_force.indicator_code,
        in_force.gebeurtenis_datum,
        -- a regional one holds in every gemeente, and is of none
        coalesce(in_force.gemeente_code, 'regio') as gemeente_code,
        in_force.wet,
        in_force.zorgsoort,
        in_force.aanbieder_agb,
        in_force.aanbieder_agb as teller,
        null::integer as noemer,
        data_until.gegevens_tot_en_met + 1 as geleverd_op
    from in_force
    cross join data_until

),

{{ register_per_split({'IND031': ['peildatum'], 'IND034': ['peildatum']}, teller='count(distinct teller)') }}

select
    {{ indicator_columns('counted') }},
    counted.is_voorlopig
from counted
where coalesce(counted.gemeente_code, '') != 'regio'
