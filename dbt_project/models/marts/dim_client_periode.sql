-- Grain: one row per client and stretch of days from one begin of care to the next: where he lived at that begin.
with

periods as (

    select * from {{ ref('int_clienten__periods') }}

)

select
    client_id,
    geldig_van,
    geldig_tot,
    geboortejaar,
    geslacht,
    postcode_pc4,
    stadsdeel
from periods
