-- Grain: one row per indicator, year and combination of splits. IND086 and IND087, from the register of finances.
with

amounts as (

    select
        case soort when 'taakstelling' then 'IND086' when 'besparing_laag' then 'IND087' end as indicator_code,
        {{ period_start("'jaar'", 'periode_start') }} as jaar_start,
        gemeente_code,
        {{ or_unknown('wet') }} as wet,
        {{ or_unknown('zorgsoort') }} as zorgsoort,
        bedrag_euro
    from {{ ref('fct_financien') }}
    where is_geldig and soort in ('taakstelling', 'besparing_laag') and bedrag_euro is not null

),

summed as (

    select
        indicator_code,
        jaar_start as periode_start,
        gemeente_code,
        wet,
        zorgsoort,
        sum(bedrag_euro) as bedrag_euro
    from amounts
    group by indicator_code, jaar_start, cube (gemeente_code, wet, zorgsoort)

),

split as (

    select
        indicator_code,
        'jaar' as periode_type,
        periode_start,
        {{ period_end("'jaar'", 'periode_start') }} as periode_eind,
        {{ row_split_by(['gemeente_code', 'wet', 'zorgsoort']) }}
        {{ split_bits(['gemeente_code', 'wet', 'zorgsoort']) }} as splitsing,
        bedrag_euro
    from summed

)

select
    split.indicator_code,
    {{ split_columns('split') }},
    split.bedrag_euro as waarde,
    null::numeric as teller,
    null::numeric as noemer,
    false as is_voorlopig
from split
