-- Grain: one row per period and combination of splits. IND022.
with

events as (

    select
        client_id,
        datum as gebeurtenis_datum,
        gemeente_code,
        wet,
        zorgsoort,
        productgroep,
        product_code,
        aanbieder_agb,
        verwijzer,
        is_voorlopig
    from {{ ref('int_toewijzingen__zbo_running') }}

),

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

{{ clients_per_split('IND022', ['halfjaar', 'jaar'], ['stadsdeel']) }}

select
    {{ indicator_columns('counted') }},
    {{ is_provisional_by_period('counted') }} as is_voorlopig
from counted
cross join data_until
