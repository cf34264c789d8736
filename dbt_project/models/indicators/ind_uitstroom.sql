-- Grain: one row per period and combination of splits. IND006.
{{ config(
    materialized='incremental', incremental_strategy='append', meta={'touched_by': ['int_zorgperioden__outflow']}
) }}
with

events as (

    select
        client_id,
        einde as gebeurtenis_datum,
        gemeente_code,
        wet,
        zorgsoort,
        productgroep,
        product_code,
        aanbieder_agb,
        verwijzer,
        is_voorlopig
    from {{ ref('int_zorgperioden__outflow') }}
    where {{ of_touched_periods('einde', 'jaar') }} and is_uitstroom

),

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

{{ clients_per_split('IND006', ['maand', 'kwartaal', 'halfjaar', 'jaar']) }}

select
    {{ indicator_columns('counted') }},
    {{ is_provisional_by_period('counted') }} as is_voorlopig
from counted
cross join data_until
