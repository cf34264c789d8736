-- Grain: one row per indicator, year and combination of splits. How long care lasted: IND012 and IND116.
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

),

{{ persons_at_their_end() }},

facts as (

    select
        indicator_code,
        samenhang,
        periode_type,
        periode_start,
        {{ period_end('periode_type', 'periode_start') }} as periode_eind,
        gemeente_code,
        wet,
        zorgsoort,
        onderdeel as productgroep,
        onderdeel as product_code,
        onderdeel as aanbieder_agb,
        verwijzer,
        stadsdeel,
        leeftijdsband,
        geslacht,
        maat,
        is_voorlopig
    from persons

),

{{ facts_per_split(
    {
        'zorgsoort': {
            'zorgsoort': [true, false],
            'delen': ['geen', 'verwijzer', 'stadsdeel', 'leeftijdsgroep', 'geslacht'],
        },
        'zorgsoort_aanbieder': {'zorgsoort': [true, false], 'delen': ['aanbieder_agb']},
        'zorgsoort_productgroep': {'zorgsoort': [true, false], 'delen': ['productgroep']},
        'zorgsoort_product': {'zorgsoort': [true, false], 'delen': ['product_code']},
        'verblijf': {'zorgsoort': [false], 'delen': ['geen', 'verwijzer', 'leeftijdsgroep']},
        'verblijf_zorgsoort': {'zorgsoort': [true], 'delen': ['geen', 'verwijzer', 'leeftijdsgroep']},
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
