-- Grain: one row per relation between published figures, with the outcome that its parts give.
with

verbanden as (

    select * from {{ ref('gepubliceerde_verbanden') }}

),

cijfers as (

    select * from {{ ref('gepubliceerde_cijfers') }}

),

parts as (

    select
        verbanden.verband_id,
        listed.place,
        cijfers.waarde
    from verbanden
    cross join lateral string_to_table(verbanden.deel_cijfer_ids, ' ') with ordinality as listed (cijfer_id, place)
    left join cijfers on listed.cijfer_id = cijfers.cijfer_id

),

gathered as (

    select
        verband_id,
        sum(waarde) as together,
        max(waarde) filter (where place = 1) as first_part,
        max(waarde) filter (where place = 2) as second_part
    from parts
    group by verband_id
    -- a part that is not there would make a wrong outcome look right
    having count(*) = count(waarde)

),

computed as (

    select
        verbanden.verband_id,
        round(case
            when verbanden.formule = 'som' then gathered.together
            when verbanden.formule = 'product' then gathered.first_part * gathered.second_part
            when verbanden.formule = 'verhouding' then gathered.first_part / gathered.second_part
            when verbanden.formule = 'aandeel_procent' then 100 * gathered.first_part / gathered.second_part
            when verbanden.formule = 'verandering_procent'
                then 100 * (gathered.first_part - gathered.second_part) / gathered.second_part
            when verbanden.formule = 'afwijking_procent'
                then 100 * gathered.first_part / (gathered.second_part - gathered.first_part)
        end, 3) as berekend
    from verbanden
    inner join gathered on verbanden.verband_id = gathered.verband_id

)

select
    verbanden.verband_id,
    verbanden.verband_naam,
    verbanden.formule,
    verbanden.deel_cijfer_ids,
    verbanden.cijfer_id,
    verbanden.gepubliceerd,
    computed.berekend,
    abs(computed.berekend - verbanden.gepubliceerd) <= coalesce(cijfers.nauwkeurigheid, 1) / 2 as is_gelijk,
    verbanden.is_verwacht,
    verbanden.opmerking
from verbanden
left join computed on verbanden.verband_id = computed.verband_id
left join cijfers on verbanden.cijfer_id = cijfers.cijfer_id
