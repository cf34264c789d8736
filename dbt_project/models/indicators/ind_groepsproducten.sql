-- Grain: one row per period and combination of splits. IND026.
{{ config(
    materialized='incremental', incremental_strategy='append', meta={'touched_by': ['int_zorggebruik__measured']}
) }}
with

events as (

    select
        client_id,
        maand as gebeurtenis_datum,
        gemeente_code,
        wet,
        zorgsoort,
        productgroep,
        product_code,
        aanbieder_agb,
        verwijzer,
        false as is_voorlopig
    from {{ ref('int_zorggebruik__measured') }}
    where {{ of_touched_periods('maand', 'jaar') }} and is_groep and geleverde_regels > 0

),

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

{{ clients_per_split('IND026', ['kwartaal', 'jaar'], ['productgroep', 'product_code']) }}

select
    {{ indicator_columns('counted') }},
    {{ is_provisional_by_declarations('counted.periode_eind') }} as is_voorlopig
from counted
cross join data_until
