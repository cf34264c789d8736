-- Grain: one row per declaratieregel that brings the sum over its toewijzing above the budget.
{{ config(materialized='incremental', incremental_strategy='append', pre_hook='{{ forget_touched() }}') }}
with

berichten as (

    select
        _source_file_id,
        bericht_datum,
        {{ bytewise('bericht_identificatie') }} as bericht_identificatie
    from {{ ref('int_berichten__judged') }}

),

lines as (

    select
        declaratieregels.*,
        berichten.bericht_datum,
        berichten.bericht_identificatie,
        case when declaratieregels.is_credit then -1 else 1 end * declaratieregels.ingediend_bedrag_eurocent as eurocent
    from {{ ref('int_afkeuringen__declaratie_bij_toewijzing') }} as declaratieregels
    inner join berichten on declaratieregels._source_file_id = berichten._source_file_id
    where
        declaratieregels.toewijzing_budget_eurocent is not null
        and {{ on_toewijzingen_of_touched_clients('declaratieregels') }}

),

summed as (

    select
        lines.*,
        coalesce(sum(lines.eurocent) filter (where lines.regel_status != 'afgewezen') over (
            partition by lines.wet, lines.gemeente_code, lines.toewijzing_nummer {{ in_order_of_sending() }}
        ), 0) as eurocent_before
    from lines

)

select
    client_id,
    _source_file_id,
    'Prestatie' as klasse,
    _rij,
    'TR369' as regel
from summed
where not is_credit and eurocent_before + eurocent > toewijzing_budget_eurocent and {{ of_touched_clients() }}
