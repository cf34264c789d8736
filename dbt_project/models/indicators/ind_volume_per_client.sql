-- Grain: one row per period and combination of splits. IND007 = IND008 / clients, for what is delivered in hours.
{{ config(
    materialized='incremental', incremental_strategy='append', meta={'touched_by': ['int_zorggebruik__measured']}
) }}
with

volumes as (

    select * from {{ ref('ind_volume') }}
    where zorgsoort not in ({{ quoted(var('etmaal_zorgsoorten')) }})

),

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
    where {{ of_touched_periods('maand', 'jaar') }} and geleverde_regels > 0

),

{{ clients_per_split('IND007', ['kwartaal', 'jaar']) }}

select
    counted.indicator_code,
    {{ split_columns('counted') }},
    round(volumes.waarde / counted.waarde, 6) as waarde,
    volumes.waarde as teller,
    counted.waarde as noemer,
    volumes.is_voorlopig
from counted
inner join volumes on {{ split_key('counted') }} = {{ split_key('volumes') }}
