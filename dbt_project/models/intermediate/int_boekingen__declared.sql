-- Grain: one row per gemeente, wet, zorgsoort, month of booking and month of care: what was declared, and approved.
select
    gemeente_code,
    wet,
    zorgsoort,
    {{ month_start('declaratieperiode_begindatum') }} as boekmaand,
    {{ month_start('productperiode_begindatum') }} as zorgmaand,
    sum(
        case when regel_status = 'goedgekeurd' then 1 else 0 end
        * case when is_credit then -ingediend_bedrag_eurocent else ingediend_bedrag_eurocent end
    )::bigint as goedgekeurd_eurocent,
    sum(
        case when regel_status = 'ingediend' then 1 else 0 end
        * case when is_credit then -ingediend_bedrag_eurocent else ingediend_bedrag_eurocent end
    )::bigint as ingediend_eurocent
from {{ ref('int_declaratieregels__settled') }}
where regel_status in ('goedgekeurd', 'ingediend')
group by
    gemeente_code,
    wet,
    zorgsoort,
    {{ month_start('declaratieperiode_begindatum') }},
    {{ month_start('productperiode_begindatum') }}
