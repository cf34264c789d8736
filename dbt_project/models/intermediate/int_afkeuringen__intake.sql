-- Grain: one row per file that the intake refused or holds, and code of a reason for it.
with

files as (

    select * from {{ ref('stg_meta__files') }}

),

outcomes as (

    select * from {{ ref('stg_meta__outcomes') }}

),

rules_per_code as (

    select
        afkeuring_code,
        -- of a code that several rules share none is named
        case when count(*) = 1 then min(regel) end as regel,
        min(niveau) as niveau,
        min(retour_code) as retour_code
    from {{ ref('regels') }}
    group by afkeuring_code

)

select
    files._source_file_id,
    files.bron,
    files.wet,
    files.berichtsoort,
    files.afzender,
    case files.status when 'refused' then 'geweigerd' else 'vastgehouden' end as besluit,
    outcomes.afkeuring_code,
    rules_per_code.regel,
    rules_per_code.retour_code,
    -- what is no rule of level 2 is a fault of the file or its structure; other sources know no levels
    case when files.bron = 'ijw_iwmo' then coalesce(rules_per_code.niveau, '1') end as niveau
from files
inner join outcomes
    on
        files._source_file_id = outcomes._source_file_id
        -- one transaction wrote the decision and its reasons: those of an earlier judgement have another moment
        and files.decided_at = outcomes.occurred_at
left join rules_per_code on outcomes.afkeuring_code = rules_per_code.afkeuring_code
where
    (files.status = 'refused' and outcomes.reaction = 'refuse')
    or (files.status = 'held' and outcomes.reaction = 'hold')
group by
    files._source_file_id, files.bron, files.wet, files.berichtsoort, files.afzender, files.status,
    outcomes.afkeuring_code, rules_per_code.regel, rules_per_code.retour_code, rules_per_code.niveau
