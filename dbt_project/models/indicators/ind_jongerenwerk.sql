-- Grain: one row per period and combination of splits. IND076.
with

measured as (

    select * from {{ ref('int_jongerenwerk__measured') }}
    where lezing is null

),

{{ measured_per_split(['IND076'], ['gemeente_code'], ['stadsdeel', 'leeftijdsgroep', 'geslacht']) }}

select
    {{ indicator_columns('split') }},
    split.is_voorlopig
from split
