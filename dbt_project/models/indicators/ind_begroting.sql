-- Grain: one row per indicator, year and combination of splits. IND088 to IND093 and IND100: amounts of a register.
with

measured as (

    select * from {{ ref('int_financien__measured') }}
    where lezing is null

    union all

    select * from {{ ref('int_begroting__measured') }}
    where lezing is null

),

{{ measured_per_split(
    ['IND088', 'IND089', 'IND090', 'IND091', 'IND092', 'IND093', 'IND100'], ['gemeente_code', 'wet', 'zorgsoort']
) }}

select
    {{ indicator_columns('split') }},
    split.is_voorlopig
from split
