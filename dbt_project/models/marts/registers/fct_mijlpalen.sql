-- Grain: one row per mijlpaal. What the register says in its newest delivery goes before what the plan said.
with

judged as (

    select
        *,
        {{ is_newest_delivery() }} as is_geldig
    from {{ ref('stg_registers__mijlpalen') }}

),

register as (

    select * from judged
    where is_geldig

),

plannen as (

    select * from {{ ref('gepubliceerde_mijlpalen') }}

)

select
    coalesce(register.mijlpaal_id, plannen.mijlpaal_id) as mijlpaal_id,
    coalesce(register.interventie_id, plannen.interventie_id) as interventie_id,
    coalesce(register.resultaat, plannen.resultaat) as resultaat,
    coalesce(register.gepland_op, plannen.gepland_op) as gepland_op,
    plannen.herhaling,
    coalesce(register.status, 'gepland') as status,
    register.gereed_op,
    register.opmerking,
    case when register.mijlpaal_id is null then 'plan' else 'register' end as herkomst,
    register._delivered_on as geleverd_op,
    register._source_file_id,
    register._rij
from plannen
full outer join register on plannen.mijlpaal_id = register.mijlpaal_id
