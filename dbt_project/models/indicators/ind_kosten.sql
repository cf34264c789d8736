-- Grain: one row per indicator, period and combination of splits. IND009, and IND010 = IND009 / IND002.
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    meta={'touched_by': ['int_zorggebruik__measured', 'int_zorggebruik__monthly']}
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
        {{ or_unknown('product_code') }} as product_code,
        aanbieder_agb,
        verwijzer,
        false as is_voorlopig,
        bedrag_eurocent as eurocent
    from {{ ref('int_zorggebruik__measured') }}
    where {{ of_touched_periods('maand', 'jaar') }}

),

unieke_clienten as (

    select * from {{ ref('ind_unieke_clienten') }}
    where indicator_code = 'IND002'

),

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

{{ sums_per_split(['eurocent'], ['maand', 'jaar']) }},

kosten as (

    select
        *,
        round(eurocent / 100.0, 2) as euro
    from summed

)

select
    'IND009' as indicator_code,
    {{ split_columns('kosten') }},
    kosten.euro as waarde,
    null::numeric as teller,
    null::numeric as noemer,
    {{ is_provisional_by_declarations('kosten.periode_eind') }} as is_voorlopig
from kosten
cross join data_until

union all

select
    'IND010' as indicator_code,
    {{ split_columns('kosten') }},
    round(kosten.euro / unieke_clienten.waarde, 6) as waarde,
    kosten.euro as teller,
    unieke_clienten.waarde as noemer,
    unieke_clienten.is_voorlopig
from kosten
inner join unieke_clienten on {{ split_key('kosten') }} = {{ split_key('unieke_clienten') }}
