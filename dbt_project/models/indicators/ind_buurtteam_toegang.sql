-- Grain: one row per indicator, period and combination of splits. IND049, IND050 and IND051.
with

measured as (

    select * from {{ ref('int_buurtteams__access') }}
    where lezing is null

),

{{ measured_per_split(
    ['IND049', 'IND050', 'IND051'], ['gemeente_code', 'wet'], ['stadsdeel', 'leeftijdsgroep']
) }}

select
    {{ indicator_columns('split') }},
    split.is_voorlopig
from split
