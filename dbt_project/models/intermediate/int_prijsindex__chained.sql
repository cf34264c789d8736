-- Grain: one row per gemeente, wet, zorgsoort and year from that of the nulmeting on: how prices rose since.
with recursive

judged as (

    select
        *,
        {{ is_newest_delivery(['periode_start', 'gemeente_code']) }} as is_geldig
    from {{ ref('stg_registers__financien') }}

),

care as (

    select
        gemeente_code,
        wet,
        zorgsoort
    from {{ ref('int_zorggebruik__measured') }}
    where scope_uitvoeringsagenda and extract(year from maand) = {{ var('nulmeting_jaar') }}
    group by gemeente_code, wet, zorgsoort

),

-- the narrowest line speaks: of the zorgsoort, of the package that it is in, of the wet, of everything
ranked as (

    select
        care.gemeente_code,
        care.wet,
        care.zorgsoort,
        extract(year from judged.periode_start)::integer as jaar,
        judged.prijsindex,
        row_number() over (
            partition by care.gemeente_code, care.wet, care.zorgsoort, extract(year from judged.periode_start)
            order by
                (judged.zorgsoort = care.zorgsoort) desc nulls last, (mandjes.mandje is not null) desc,
                (judged.wet is not null) desc, judged.periode_start asc, judged._source_file_id asc, judged._rij asc
        ) as line_rank
    from care
    inner join judged
        on
            care.gemeente_code = judged.gemeente_code
            and care.wet = coalesce(judged.wet, care.wet)
    left join {{ ref('mandjes') }} as mandjes
        on judged.zorgsoort = mandjes.mandje and care.zorgsoort = mandjes.zorgsoort
    where
        judged.is_geldig
        and judged.soort = 'prijsindex'
        and judged.prijsindex > 0
        and (
            coalesce(judged.zorgsoort, 'alle') in ('alle', care.zorgsoort)
            or mandjes.mandje is not null
        )

),

-- year by year, so that the price level of any year can be asked; without a line prices stand still
chained as (

    select
        gemeente_code,
        wet,
        zorgsoort,
        {{ var('nulmeting_jaar') }} as jaar,
        1::numeric as indexering
    from care

    union all

    select
        chained.gemeente_code,
        chained.wet,
        chained.zorgsoort,
        chained.jaar + 1 as jaar,
        round(chained.indexering * coalesce(ranked.prijsindex, 1), 6) as indexering
    from chained
    left join ranked
        on
            chained.gemeente_code = ranked.gemeente_code
            and chained.wet = ranked.wet
            and chained.zorgsoort = ranked.zorgsoort
            and chained.jaar + 1 = ranked.jaar
            and ranked.line_rank = 1
    where chained.jaar < {{ last_price_level() }}

)

select
    gemeente_code,
    wet,
    zorgsoort,
    jaar,
    trim_scale(indexering) as indexering
from chained
