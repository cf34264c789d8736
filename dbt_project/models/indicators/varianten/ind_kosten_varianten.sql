-- Grain: one row per variant, period and combination of splits. IND009 by booking, IND010 per month of care.
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    meta={'touched_by': [
        'int_declaratieregels__settled', 'int_zorggebruik__measured', 'int_zorggebruik__monthly',
    ]}
) }}
with

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

facts as (

    select
        'IND009' as indicator_code,
        'boekperiode' as variant,
        typen.periode_type,
        declaratieregels.declaratieperiode_begindatum as gebeurtenis_datum,
        declaratieregels.gemeente_code,
        declaratieregels.wet,
        declaratieregels.zorgsoort,
        declaratieregels.productgroep,
        {{ or_unknown('declaratieregels.product_code') }} as product_code,
        declaratieregels.aanbieder_agb,
        declaratieregels.verwijzer,
        declaratieregels.ingediend_bedrag_eurocent
        * case when declaratieregels.is_credit then -1 else 1 end as eurocent,
        false as is_voorlopig
    from {{ ref('int_declaratieregels__settled') }} as declaratieregels
    cross join (values ('maand'), ('jaar')) as typen (periode_type)
    where
        declaratieregels.regel_status = 'goedgekeurd'
        and {{ of_touched_periods('declaratieregels.declaratieperiode_begindatum', 'jaar') }}

),

{{ variants_per_split({'eurocent': 'sum(eurocent)'}) }},

-- a month in care is a person who counts in the stand of that month
clientmaanden as (

    select
        'jaar' as periode_type,
        {{ period_start("'jaar'", 'periode_start') }} as periode_start,
        {{ split_dimensions() | join(', ') }},
        splitsing,
        sum(waarde) as maanden
    from {{ ref('ind_stand_clienten') }}
    where {{ is_split_of_variants() }} and {{ of_touched_periods('periode_start', 'jaar') }}
    group by {{ period_start("'jaar'", 'periode_start') }}, {{ split_dimensions() | join(', ') }}, splitsing

),

kosten as (

    select * from {{ ref('ind_kosten') }}
    where
        indicator_code = 'IND009'
        and periode_type = 'jaar'
        and {{ is_split_of_variants() }}
        and {{ of_touched_periods('periode_start', 'jaar') }}

)

select
    {{ variant_of_split('round(split.eurocent / 100.0, 2)') }},
    {{ is_provisional_by_period('split') }} as is_voorlopig
from split
cross join data_until

union all

select
    'IND010' as indicator_code,
    'per_clientmaand' as variant,
    {{ split_columns('kosten') }},
    round(kosten.waarde * 12 / clientmaanden.maanden, 6) as waarde,
    kosten.waarde * 12 as teller,
    clientmaanden.maanden as noemer,
    kosten.is_voorlopig
from kosten
inner join clientmaanden on {{ split_key('kosten') }} = {{ split_key('clientmaanden') }}
