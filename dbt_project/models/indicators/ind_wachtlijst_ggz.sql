-- Grain: one row per indicator, half year and combination of splits. IND074 and IND075.
with

measured as (

    select * from {{ ref('int_wachtlijsten__measured') }}
    where lezing is null

),

{{ measured_per_split(
    ['IND074', 'IND075'], ['gemeente_code', 'wet', 'zorgsoort', 'aanbieder_agb'], ['leeftijdsgroep', 'geslacht']
) }}

select
    {{ indicator_columns('split') }},
    split.is_voorlopig
from split
