-- Grain: one row per norm with an amount, month of care and day on which care of it was declared; before its time too.
with

norms as (

    select * from {{ ref('int_normering__standing') }}
    where bedrag_euro > 0

),

zorgsoorten as (

    select * from {{ ref('int_normering__zorgsoorten') }}

),

cells as (

    select * from {{ ref('int_declaratieregels__monthly') }}

)

select
    norms.normering_id,
    cells.maand,
    cells.declaratie_datum,
    sum(cells.gedeclareerd_eurocent)::bigint as gedeclareerd_eurocent,
    sum(cells.goedgekeurd_eurocent)::bigint as goedgekeurd_eurocent
from norms
inner join zorgsoorten on norms.normering_id = zorgsoorten.normering_id
inner join cells
    on
        zorgsoorten.wet = cells.wet
        and zorgsoorten.zorgsoort = cells.zorgsoort
        and coalesce(norms.aanbieder_agb, cells.aanbieder_agb) = cells.aanbieder_agb
        and coalesce(norms.productgroep, cells.productgroep) = cells.productgroep
        and coalesce(norms.gemeente_code, cells.gemeente_code) = cells.gemeente_code
group by norms.normering_id, cells.maand, cells.declaratie_datum
