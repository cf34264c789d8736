-- Grain: one row per period and combination of splits. IND005.
{{ config(
    materialized='incremental', incremental_strategy='append', meta={'touched_by': ['int_toewijzingen__referrals']}
) }}
with

events as (

    select
        client_id,
        toewijzingsdatum as gebeurtenis_datum,
        gemeente_code,
        wet,
        zorgsoort,
        productgroep,
        {{ or_unknown('product_code') }} as product_code,
        aanbieder_agb,
        verwijzer,
        is_voorlopig
    from {{ ref('int_toewijzingen__referrals') }}
    where {{ of_touched_periods('toewijzingsdatum', 'jaar') }}

),

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

{{ clients_per_split('IND005', ['maand', 'kwartaal', 'halfjaar', 'jaar']) }}

select
    {{ indicator_columns('counted') }},
    {{ is_provisional_by_period('counted') }} as is_voorlopig
from counted
cross join data_until
