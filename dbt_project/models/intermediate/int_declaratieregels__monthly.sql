-- Grain: one row per month of care, day on which it was declared, gemeente, aanbieder, zorgsoort and productgroep.
with

lines as (

    select
        *,
        {{ month_start('productperiode_begindatum') }} as maand,
        case when is_credit then -ingediend_bedrag_eurocent else ingediend_bedrag_eurocent end as bedrag_eurocent
    from {{ ref('int_declaratieregels__settled') }}
    -- what was refused has to be declared again, and is then another line
    where regel_status != 'afgewezen'

)

select
    wet,
    gemeente_code,
    aanbieder_agb,
    zorgsoort,
    productgroep,
    maand,
    declaratie_datum,
    sum(bedrag_eurocent)::bigint as gedeclareerd_eurocent,
    coalesce(sum(bedrag_eurocent) filter (where regel_status = 'goedgekeurd'), 0)::bigint as goedgekeurd_eurocent
from lines
group by wet, gemeente_code, aanbieder_agb, zorgsoort, productgroep, maand, declaratie_datum
