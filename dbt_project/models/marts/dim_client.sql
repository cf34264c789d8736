-- Grain: one row per client whose care is known, under a pseudonym.
with

newest as (

    select * from {{ ref('int_clienten__newest') }}

),

postcodes as (

    select * from {{ ref('int_clienten__addresses') }}
    where geldig_tot = date '9999-12-31'

),

declared as (

    select client_id
    from {{ ref('int_declaratieregels__settled') }}
    group by client_id

),

known as (

    -- a declaratie names clients of whom no other message is left
    select
        coalesce(newest.client_id, declared.client_id) as client_id,
        newest.geboortejaar,
        newest.geslacht
    from newest
    full outer join declared on newest.client_id = declared.client_id

)

select
    known.client_id,
    known.geboortejaar,
    known.geslacht,
    postcodes.postcode_pc4
from known
left join postcodes on known.client_id = postcodes.client_id
