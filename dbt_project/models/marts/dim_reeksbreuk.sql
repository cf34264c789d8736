-- Grain: one row per day and scope on which a series breaks (R-DEF-15).
with

reeksbreuken as (

    select * from {{ ref('reeksbreuken') }}

)

select
    reeksbreuk_id,
    datum,
    nullif(wet, '') as wet,
    nullif(zorgsoort, '') as zorgsoort,
    reden
from reeksbreuken
