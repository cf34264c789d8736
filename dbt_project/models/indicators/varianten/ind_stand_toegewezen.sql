-- Grain: one row per month and combination of splits. IND001 by toewijzing: what is allowed on the last day.
{{ config(
    materialized='incremental', incremental_strategy='append', meta={'touched_by': ['int_toewijzingen__running']}
) }}
with

events as (

    select
        client_id,
        peildatum as gebeurtenis_datum,
        gemeente_code,
        wet,
        zorgsoort,
        productgroep,
        product_code,
        aanbieder_agb,
        verwijzer,
        is_voorlopig
    from {{ ref('int_toewijzingen__running') }}
    where {{ of_touched_periods('peildatum', 'maand') }}

),

{{ clients_per_split('IND001', ['maand'], var('verdere_splitsingen_varianten')) }}

select
    {{ variant_columns('counted', "'stand_toegewezen'") }},
    counted.is_voorlopig
from counted
