-- Grain: one row per indicator, period and combination of splits. IND056 and IND057.
with

measured as (

    select * from {{ ref('int_buurtteams__population') }}
    where lezing is null

),

{{ measured_per_split(['IND056', 'IND057'], ['gemeente_code', 'wet'], ['stadsdeel']) }}

select
    {{ indicator_columns('split') }},
    split.is_voorlopig
from split
