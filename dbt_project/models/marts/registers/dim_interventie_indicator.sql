-- Grain: one row per interventie and indicator that belongs to it: the bridge from a plan to its figures.
with

interventies as (

    select * from {{ ref('dim_interventie') }}

)

select
    interventies.interventie_id,
    genoemd.indicator_code
from interventies
cross join unnest(string_to_array(interventies.indicatoren, '|')) as genoemd (indicator_code)
