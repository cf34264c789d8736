-- Grain: one row per indicator, variant, last day of a month and combination of splits. IND034 in days and ends.
with

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

stops as (

    select * from {{ ref('int_toeleidingsstops__standing') }}

),

measured as (

    select
        'IND034' as indicator_code,
        'dagen' as variant,
        {{ month_end('dates.day_at') }} as peildatum,
        stops.gemeente_code,
        stops.wet,
        stops.zorgsoort,
        stops.aanbieder_agb,
        -- two stops of one aanbieder on one day are one day
        stops.aanbieder_agb || {{ date_text('dates.day_at') }} as teller
    from stops
    cross join data_until
    cross join
        generate_series(
            stops.stop_van::timestamp,
            least(stops.laatste_dag, data_until.gegevens_tot_en_met)::timestamp,
            interval '1 day'
        ) as dates (day_at)

    union all

    select
        'IND034' as indicator_code,
        'opgeheven' as variant,
        {{ month_end('stops.stop_tot') }} as peildatum,
        stops.gemeente_code,
        stops.wet,
        stops.zorgsoort,
        stops.aanbieder_agb,
        stops.stop_id as teller
    from stops
    inner join data_until on stops.stop_tot < data_until.gegevens_tot_en_met

),

{{ events_on_days() }},

{{ register_per_split(
    {'IND034': ['peildatum']},
    teller='count(distinct teller)',
    has_variant=true,
) }}

select
    {{ variant_columns('counted', 'counted.variant') }},
    counted.is_voorlopig
from counted
where coalesce(counted.gemeente_code, '') != 'regio'
