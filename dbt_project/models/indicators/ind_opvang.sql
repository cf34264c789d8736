-- Grain: one row per indicator, period and combination of splits. IND133, IND134 and IND135: places and trajectories.
with

measured as (

    select * from {{ ref('int_plaatsen__reduced') }}

    union all

    select * from {{ ref('int_opvang__measured') }}
    where lezing is null

),

{{ measured_per_split(['IND133', 'IND134', 'IND135'], ['gemeente_code', 'aanbieder_agb']) }}

select
    {{ indicator_columns('split') }},
    split.is_voorlopig
from split
