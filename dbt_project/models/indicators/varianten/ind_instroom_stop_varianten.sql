-- Grain: one row per variant, month and combination of splits. IND035 by the ground on which somebody came in.
with

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

events as (

    select
        'IND035' as indicator_code,
        'grond=' || inflow.grond as variant,
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
    where inflow.toewijzingsdatum <= data_until.gegevens_tot_en_met

),

{{ register_per_split({'IND035': ['maand', 'jaar']}, teller='count(distinct teller)', has_variant=true) }}

select
    {{ variant_columns('counted', 'counted.variant') }},
    counted.is_voorlopig
from counted
