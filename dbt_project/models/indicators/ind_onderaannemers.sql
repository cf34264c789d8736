-- Grain: one row per period and combination of splits. IND153.
with

measured as (

    select * from {{ ref('int_onderaannemers__measured') }}

),

{{ measured_per_split(['IND153'], ['wet', 'zorgsoort', 'aanbieder_agb']) }}

select
    {{ indicator_columns('split') }},
    split.is_voorlopig
from split
