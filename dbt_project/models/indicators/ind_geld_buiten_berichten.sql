-- Grain: one row per indicator, year and combination of splits. IND061 and IND144.
with

measured as (

    select * from {{ ref('int_financien__measured') }}

),

{{ measured_per_split(['IND061', 'IND144'], ['gemeente_code', 'wet']) }}

select
    {{ indicator_columns('split') }},
    split.is_voorlopig
from split
