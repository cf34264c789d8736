-- Grain: one row per indicator, period and combination of splits. IND052, IND053, IND054 and IND055.
with

measured as (

    select * from {{ ref('int_buurtteams__flow') }}
    where lezing is null

),

{{ measured_per_split(
    ['IND052', 'IND053', 'IND054', 'IND055'], ['gemeente_code', 'wet'], ['stadsdeel', 'leeftijdsgroep']
) }}

select
    {{ indicator_columns('split') }},
    split.is_voorlopig
from split
