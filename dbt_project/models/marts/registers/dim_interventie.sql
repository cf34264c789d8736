-- Grain: one row per interventie. What the register says in its newest delivery goes before what the plan said.
with

judged as (

    select
        *,
        {{ is_newest_delivery() }} as is_geldig
    from {{ ref('stg_registers__interventies') }}

),

register as (

    select * from judged
    where is_geldig

),

plannen as (

    select * from {{ ref('gepubliceerde_interventies') }}

)

select
    coalesce(register.interventie_id, plannen.interventie_id) as interventie_id,
    coalesce(register.plan, plannen.plan) as plan,
    coalesce(register.soort, plannen.soort, 'interventie') as soort,
    coalesce(register.titel, plannen.titel) as titel,
    coalesce(register.zorgsoort, plannen.zorgsoort) as zorgsoort,
    register.trekker,
    coalesce(register.doel, plannen.doel) as doel,
    coalesce(register.streefwaarde, plannen.streefwaarde) as streefwaarde,
    coalesce(register.indicatoren, plannen.indicatoren) as indicatoren,
    coalesce(register.budget, plannen.budget) as budget,
    register.begonnen_op,
    register.beeindigd_op,
    coalesce(register.status, 'gepland') as status,
    case when register.interventie_id is null then 'plan' else 'register' end as herkomst,
    register._delivered_on as geleverd_op,
    register._source_file_id,
    register._rij
from plannen
full outer join register on plannen.interventie_id = register.interventie_id
