-- Grain: one row per indicator, period and combination of splits. IND009, and IND010 = IND009 / IND002.
with

declaratieregels as (

    select * from {{ ref('int_declaratieregels__settled') }}
    where regel_status = 'goedgekeurd'

),

unieke_clienten as (

    select * from {{ ref('ind_unieke_clienten') }}
    where indicator_code = 'IND002'

),

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

monthly as (

    select
        {{ month_start('productperiode_begindatum') }} as maand,
        gemeente_code,
        wet,
        zorgsoort,
        aanbieder_agb,
        sum(case when is_credit then -ingediend_bedrag_eurocent else ingediend_bedrag_eurocent end) as eurocent
    from declaratieregels
    group by {{ month_start('productperiode_begindatum') }}, gemeente_code, wet, zorgsoort, aanbieder_agb

),

periode_typen (periode_type) as (

    {{ period_types(['maand', 'jaar']) }}

),

summed as (

    select
        periode_typen.periode_type,
        {{ period_start('periode_typen.periode_type', 'monthly.maand') }} as periode_start,
        monthly.gemeente_code,
        monthly.wet,
        monthly.zorgsoort,
        monthly.aanbieder_agb,
        grouping(monthly.gemeente_code, monthly.wet, monthly.zorgsoort, monthly.aanbieder_agb) as splitsing,
        round(sum(monthly.eurocent) / 100.0, 2) as euro
    from monthly
    cross join periode_typen
    group by
        periode_typen.periode_type,
        {{ period_start('periode_typen.periode_type', 'monthly.maand') }},
        cube (monthly.gemeente_code, monthly.wet, monthly.zorgsoort, monthly.aanbieder_agb)

),

kosten as (

    select
        *,
        {{ period_end('periode_type', 'periode_start') }} as periode_eind
    from summed

)

select
    'IND009' as indicator_code,
    kosten.periode_type,
    kosten.periode_start,
    kosten.periode_eind,
    kosten.gemeente_code,
    kosten.wet,
    kosten.zorgsoort,
    kosten.aanbieder_agb,
    kosten.splitsing,
    kosten.euro as waarde,
    null::numeric as teller,
    null::numeric as noemer,
    {{ is_provisional_by_declarations('kosten.periode_eind') }} as is_voorlopig
from kosten
cross join data_until

union all

select
    'IND010' as indicator_code,
    kosten.periode_type,
    kosten.periode_start,
    kosten.periode_eind,
    kosten.gemeente_code,
    kosten.wet,
    kosten.zorgsoort,
    kosten.aanbieder_agb,
    kosten.splitsing,
    round(kosten.euro / unieke_clienten.waarde, 6) as waarde,
    kosten.euro as teller,
    unieke_clienten.waarde as noemer,
    unieke_clienten.is_voorlopig
from kosten
inner join unieke_clienten
    on
        kosten.periode_type = unieke_clienten.periode_type
        and kosten.periode_start = unieke_clienten.periode_start
        and kosten.splitsing = unieke_clienten.splitsing
        and coalesce(kosten.gemeente_code, '') = coalesce(unieke_clienten.gemeente_code, '')
        and coalesce(kosten.wet, '') = coalesce(unieke_clienten.wet, '')
        and coalesce(kosten.zorgsoort, '') = coalesce(unieke_clienten.zorgsoort, '')
        and coalesce(kosten.aanbieder_agb, '') = coalesce(unieke_clienten.aanbieder_agb, '')
