-- Grain: one row per month and combination of splits. IND035: new clients during a stop on no ground.
with

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

events as (

    select
        'IND035' as indicator_code,
        inflow.toewijzingsdatum as gebeurtenis_datum,
        inflow.gemeente_code,
        inflow.wet,
        inflow.zorgsoort,
        inflow.aanbieder_agb,
        inflow.client_id as teller,
        null::integer as noemer,
        data_until.gegevens_tot_en_met + 1 as geleverd_op
    from {{ ref('fct_instroom_tijdens_stop') }} as inflow
    cross join data_until
    where not inflow.is_toegestaan and inflow.toewijzingsdatum <= data_until.gegevens_tot_en_met

),

{{ register_per_split({'IND035': ['maand', 'jaar']}, teller='count(distinct teller)') }}

select
    {{ indicator_columns('counted') }},
    counted.is_voorlopig
from counted
