-- Grain: one row per indicator, period and combination of splits. IND077 to IND083.
with

measured as (

    select * from {{ ref('int_collectief_aanbod__measured') }}

),

{{ measured_per_split(
    ['IND077', 'IND078', 'IND079', 'IND080', 'IND081', 'IND082', 'IND083'], ['gemeente_code'], ['stadsdeel']
) }}

select
    {{ indicator_columns('split') }},
    split.is_voorlopig
from split
