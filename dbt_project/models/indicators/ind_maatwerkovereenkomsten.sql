-- Grain: one row per indicator, period and combination of splits. IND027 and IND030, by the first day of the agreement.
with

agreements as (

    select * from {{ ref('fct_maatwerkovereenkomsten') }}
    where uitkomst = 'toegekend' and ingangsdatum is not null

),

measures (indicator_code) as (

    values ('IND027'), ('IND030')

),

events as (

    select
        measures.indicator_code,
        agreements.ingangsdatum as gebeurtenis_datum,
        agreements.gemeente_code,
        agreements.wet,
        agreements.zorgsoort,
        {{ or_unknown('agreements.aanbieder_agb') }} as aanbieder_agb,
        {{ or_unknown('agreements.stadsdeel') }} as stadsdeel,
        case measures.indicator_code when 'IND027' then 1 else agreements.uren_per_week end as teller,
        case measures.indicator_code when 'IND030' then 1 end as noemer,
        agreements.geleverd_op
    from agreements
    cross join measures
    -- of an agreement without hours the intensity is not known
    where measures.indicator_code = 'IND027' or agreements.uren_per_week is not null

),

{{ register_per_split(
    {'IND027': ['kwartaal', 'halfjaar', 'jaar'], 'IND030': ['halfjaar', 'jaar']},
    ['stadsdeel'],
) }}

select
    {{ indicator_columns('counted') }},
    counted.is_voorlopig
from counted
