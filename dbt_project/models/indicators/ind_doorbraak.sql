-- Grain: one row per indicator, year and combination of splits. IND094 to IND099 and IND101, of the Doorbraakaanpak.
with

measured as (

    select * from {{ ref('int_doorbraak__measured') }}

),

{{ measured_per_split(
    ['IND094', 'IND095', 'IND096', 'IND097', 'IND098', 'IND099', 'IND101'], ['wet', 'stadsdeel']
) }}

select
    {{ indicator_columns('split') }},
    split.is_voorlopig
from split
