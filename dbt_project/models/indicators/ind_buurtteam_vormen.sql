-- Grain: one row per indicator, period and combination of splits. IND062 to IND067.
with

measured as (

    select * from {{ ref('int_buurtteams__forms') }}
    where lezing is null

),

{{ measured_per_split(
    ['IND062', 'IND063', 'IND064', 'IND065', 'IND066', 'IND067'],
    ['gemeente_code', 'wet'], ['stadsdeel', 'leeftijdsgroep']
) }}

select
    {{ indicator_columns('split') }},
    split.is_voorlopig
from split
