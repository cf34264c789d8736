-- Grain: one row per indicator.
with

indicatoren as (

    select * from {{ ref('indicatoren') }}

)

select
    indicator_code,
    indicator_naam,
    indicator_eenheid as eenheid,
    indicator_definitie as definitie
from indicatoren
