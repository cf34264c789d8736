-- Grain: one row per year. IND130, aanbieders for youth care with stay.
with

measured as (

    select * from {{ ref('int_aanbieders__verblijf') }}

),

{{ measured_per_split(['IND130'], ['wet']) }}

select
    {{ indicator_columns('split') }},
    split.is_voorlopig
from split
