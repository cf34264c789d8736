-- Grain: one row per indicator, period and combination of splits. IND115, IND117, IND120 and IND121.
with

measured as (

    select * from {{ ref('int_verblijf__measured') }}
    where lezing is null

),

{{ measured_per_split(['IND115', 'IND117', 'IND120', 'IND121'], ['gemeente_code', 'aanbieder_agb']) }}

select
    {{ indicator_columns('split') }},
    split.is_voorlopig
from split
