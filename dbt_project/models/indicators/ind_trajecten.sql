-- Grain: one row per indicator, year or half-year and combination of splits. IND012, IND116, IND122, IND123, IND126.
with

ended as (

    select * from {{ ref('int_zorgperioden__ended') }}

),

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

measured as (

    select
        case when ended.samenhang like 'verblijf%' then 'IND116' else 'IND012' end as indicator_code,
        'jaar' as periode_type,
        case
            when ended.samenhang like 'verblijf%' then ended.duur_dagen / {{ var('dagen_per_maand') }}
            else ended.duur_dagen::numeric
        end as maat,
        ended.*
    from ended

    union all

    -- a placement is care at one aanbieder: a move to another ends it
    select
        'IND122' as indicator_code,
        'jaar' as periode_type,
        (ended.reden_beeindiging in ({{ quoted(var('breuk_redenen')) }}))::integer as maat,
        ended.*
    from ended
    where
        ended.samenhang = 'zorgsoort_aanbieder'
        and ended.wet = 'jeugdwet'
        and ended.zorgsoort = 'pleegzorg'
        and ended.einde_herkomst = 'stop'

    union all

    select
        'IND123' as indicator_code,
        'halfjaar' as periode_type,
        (ended.reden_beeindiging in ({{ quoted(var('uitval_redenen')) }}))::integer as maat,
        ended.*
    from ended
    where
        ended.samenhang in ('zorgsoort', 'zorgsoort_aanbieder')
        and ended.wet = 'jeugdwet'
        and ended.einde_herkomst = 'stop'

    union all

    select
        'IND126' as indicator_code,
        'jaar' as periode_type,
        (ended.herstart_datum is null)::integer as maat,
        ended.*
    from ended
    where
        ended.samenhang in ('zorgsoort', 'zorgsoort_aanbieder')
        and ended.wet = 'jeugdwet'
        and ended.einde_herkomst = 'stop'

),

facts as (

    select
        indicator_code,
        case when indicator_code = 'IND122' then 'plaatsing' else samenhang end as samenhang,
        periode_type,
        {{ period_start('periode_type', 'einde') }} as periode_start,
        {{ period_end('periode_type', period_start('periode_type', 'einde')) }} as periode_eind,
        gemeente_code,
        wet,
        zorgsoort,
        onderdeel as productgroep,
        onderdeel as product_code,
        onderdeel as aanbieder_agb,
        maat,
        is_voorlopig or (indicator_code = 'IND126' and is_herstart_voorlopig) as is_voorlopig
    from measured

),

{{ facts_per_split(
    {
        'zorgsoort': {'zorgsoort': [true, false], 'delen': ['geen']},
        'zorgsoort_aanbieder': {'zorgsoort': [true, false], 'delen': ['aanbieder_agb']},
        'zorgsoort_productgroep': {'zorgsoort': [true, false], 'delen': ['productgroep']},
        'zorgsoort_product': {'zorgsoort': [true, false], 'delen': ['product_code']},
        'plaatsing': {'zorgsoort': [true, false], 'delen': ['geen', 'aanbieder_agb']},
        'verblijf': {'zorgsoort': [false], 'delen': ['geen']},
        'verblijf_zorgsoort': {'zorgsoort': [true], 'delen': ['geen']},
        'verblijf_aanbieder': {'zorgsoort': [false], 'delen': ['aanbieder_agb']},
        'verblijf_zorgsoort_aanbieder': {'zorgsoort': [true], 'delen': ['aanbieder_agb']},
        'verblijf_productgroep': {'zorgsoort': [false], 'delen': ['productgroep']},
        'verblijf_zorgsoort_productgroep': {'zorgsoort': [true], 'delen': ['productgroep']},
    },
    'round(sum(maat), 6) as teller, count(*)::numeric as noemer',
) }}

select
    {{ totals_columns() }},
    round(totals.teller / totals.noemer, 6) as waarde,
    totals.teller,
    totals.noemer,
    {{ is_provisional_by_period('totals') }} as is_voorlopig
from totals
cross join data_until
