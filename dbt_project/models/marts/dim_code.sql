-- Grain: one row per code, per wet and column in which it occurs.
with

codelijsten as (

    select * from {{ ref('codelijsten') }}

)

select
    begrip,
    wet,
    code,
    omschrijving,
    codelijst
from codelijsten
