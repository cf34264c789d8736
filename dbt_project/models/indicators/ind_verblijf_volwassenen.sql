-- Grain: one row per year and combination of splits. IND106.
with

events as (

    select * from {{ ref('int_verblijf__quarters') }}
    where leeftijd_eerste_zorg >= 18

),

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

{{ clients_per_split('IND106', ['jaar'], ['productgroep', 'verwijzer', 'leeftijdsgroep']) }}

select
    {{ indicator_columns('counted') }},
    {{ is_provisional_by_period('counted') }} as is_voorlopig
from counted
cross join data_until
