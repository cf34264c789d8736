-- Grain: one row per indicator, period and combination of splits. IND124, IND125, IND127 and IND128.
with

measured as (

    select * from {{ ref('int_uitkomsten__measured') }}
    where lezing is null

),

{{ measured_per_split(
    ['IND124', 'IND125', 'IND127', 'IND128'], ['gemeente_code', 'wet', 'zorgsoort', 'aanbieder_agb']
) }}

select
    {{ indicator_columns('split') }},
    split.is_voorlopig
from split
