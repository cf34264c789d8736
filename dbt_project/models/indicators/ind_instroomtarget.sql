-- Grain: one row per norm on inflow to VDB, month and aanbieder, or without one for all of them together. IND036.
with

months as (

    select * from {{ ref('fct_instroomtarget_maand') }}
    where productgroep = 'vdb'

),

summed as (

    select
        gemeente_code,
        wet,
        zorgsoort,
        productgroep,
        aanbieder_agb,
        maand as periode_start,
        sum(instroom_tot_nu)::numeric as teller,
        sum(limiet) as noemer,
        bool_or(is_voorlopig) as is_voorlopig
    from months
    group by gemeente_code, wet, zorgsoort, productgroep, aanbieder_agb, maand

),

counted as (

    select
        'IND036' as indicator_code,
        'maand' as periode_type,
        periode_start,
        {{ month_end('periode_start') }} as periode_eind,
        {{ row_split_by(['gemeente_code', 'wet', 'zorgsoort', 'productgroep', 'aanbieder_agb']) }}
        {{ split_bits(['gemeente_code', 'wet', 'zorgsoort', 'productgroep', 'aanbieder_agb']) }} as splitsing,
        round(teller / noemer, 6) as waarde,
        teller,
        noemer,
        is_voorlopig
    from summed

)

select
    {{ indicator_columns('counted') }},
    counted.is_voorlopig
from counted
