-- Grain: one row per indicator, period and combination of splits. IND058, IND059, IND060, IND069 and IND070.
with

measured as (

    select * from {{ ref('int_formatie__caseload') }}

    union all

    select * from {{ ref('int_formatie__measured') }}
    where lezing is null

),

{{ measured_per_split(['IND058', 'IND059', 'IND060', 'IND069', 'IND070'], ['wet']) }}

select
    {{ indicator_columns('split') }},
    split.is_voorlopig
from split
