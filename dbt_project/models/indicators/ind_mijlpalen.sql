-- Grain: one row per quarter and zorgsoort. IND152.
with

measured as (

    select * from {{ ref('int_mijlpalen__measured') }}
    where lezing is null

),

{{ measured_per_split(['IND152'], ['zorgsoort']) }}

select
    {{ indicator_columns('split') }},
    split.is_voorlopig
from split
