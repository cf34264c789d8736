-- Grain: one row per variant, year and split. What the register of finances adds: IND009, IND085 and IND087.
with

kinds (soort, indicator_code, variant) as (

    values
    ('pgb', 'IND009', 'bekostigingsvorm=pgb'),
    ('subsidie', 'IND009', 'bekostigingsvorm=subsidie'),
    ('lumpsum', 'IND009', 'bekostigingsvorm=lumpsum'),
    ('maatregel_gerealiseerd', 'IND085', 'kosten_maatregelen'),
    ('besparing_hoog', 'IND087', 'bovengrens')

),

summed as (

    select
        kinds.indicator_code,
        kinds.variant,
        {{ period_start("'jaar'", 'financien.periode_start') }} as periode_start,
        financien.gemeente_code,
        {{ or_unknown('financien.wet') }} as wet,
        {{ or_unknown('financien.zorgsoort') }} as zorgsoort,
        sum(financien.bedrag_euro) as bedrag_euro
    from {{ ref('fct_financien') }} as financien
    inner join kinds on financien.soort = kinds.soort
    where financien.is_geldig and financien.bedrag_euro is not null
    group by
        kinds.indicator_code,
        kinds.variant,
        {{ period_start("'jaar'", 'financien.periode_start') }},
        cube (financien.gemeente_code, {{ or_unknown('financien.wet') }}, {{ or_unknown('financien.zorgsoort') }})

),

split as (

    select
        indicator_code,
        variant,
        'jaar' as periode_type,
        periode_start,
        {{ period_end("'jaar'", 'periode_start') }} as periode_eind,
        {{ row_split_by(['gemeente_code', 'wet', 'zorgsoort']) }}
        {{ split_bits(['gemeente_code', 'wet', 'zorgsoort']) }} as splitsing,
        bedrag_euro
    from summed

),

declared as (

    select * from {{ ref('ind_kosten') }}
    where indicator_code = 'IND009' and periode_type = 'jaar' and {{ is_split_of_variants() }}

),

besparing as (

    select * from {{ ref('ind_nulmeting') }}
    -- the register knows costs of a package of care, not of a zorgsoort of the messages
    where indicator_code = 'IND085' and periode_type = 'jaar' and zorgsoort is null and aanbieder_agb is null

),

kosten as (

    select * from split
    where variant = 'kosten_maatregelen'

)

select
    {{ variant_of_split('split.bedrag_euro') }},
    false as is_voorlopig
from split

union all

select
    {{ variant_columns('declared', "'bekostigingsvorm=zin'") }},
    declared.is_voorlopig
from declared

union all

select
    'IND085' as indicator_code,
    'netto' as variant,
    {{ split_columns('besparing') }},
    besparing.waarde - kosten.bedrag_euro as waarde,
    null::numeric as teller,
    null::numeric as noemer,
    besparing.is_voorlopig
from besparing
-- without costs in the register net is not known
inner join kosten on {{ split_key('besparing') }} = {{ split_key('kosten') }}
