-- Grain: one row per period and combination of splits. IND045, by the day of the decision.
with

events as (

    select
        'IND045' as indicator_code,
        besloten_op as gebeurtenis_datum,
        gemeente_code,
        wet,
        zorgsoort,
        aanbieder_agb,
        besloten_op - aangevraagd_op as teller,
        1 as noemer,
        geleverd_op
    from {{ ref('fct_cpv') }}
    where besloten_op is not null and uitkomst in ('toegekend', 'toegekend_met_aanpassing', 'afgewezen')

),

{{ register_per_split(
    {'IND045': ['kwartaal', 'halfjaar', 'jaar']},
    teller=median_times_number(),
) }}

select
    {{ indicator_columns('counted') }},
    counted.is_voorlopig
from counted
