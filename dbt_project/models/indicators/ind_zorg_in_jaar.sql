-- Grain: one row per indicator, year and combination of splits. Care that ran in the year: IND118, 119, 129 and 131.
with

periods as (

    select * from {{ ref('int_zorgperioden__classified') }}

),

joined as (

    select * from {{ ref('int_zorgperioden__joined') }}
    where wet = 'jeugdwet' and samenhang in ('zorgsoort', 'zorgsoort_aanbieder')

),

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

maatregelen (indicator_code, wet, product_categorie, zorgsoort) as (

    values
    ('IND118', 'jeugdwet', '48', null),
    ('IND119', 'jeugdwet', '48', null),
    ('IND119', 'jeugdwet', '47', null),
    ('IND131', 'wmo', null, 'beschermd_wonen')

),

care as (

    select
        maatregelen.indicator_code,
        'maatregel' as samenhang,
        periods.client_id,
        periods.gemeente_code,
        periods.wet,
        periods.zorgsoort,
        periods.productgroep,
        periods.aanbieder_agb,
        periods.client_id as geteld,
        periods.begindatum,
        periods.einde,
        periods.is_voorlopig
    from periods
    inner join maatregelen
        on
            periods.wet = maatregelen.wet
            and (
                periods.product_categorie = maatregelen.product_categorie
                or periods.zorgsoort = maatregelen.zorgsoort
            )

    union all

    select
        'IND129' as indicator_code,
        joined.samenhang,
        joined.client_id,
        joined.gemeente_code,
        joined.wet,
        joined.zorgsoort,
        null as productgroep,
        joined.onderdeel as aanbieder_agb,
        joined.client_id || joined.gemeente_code || joined.zorgsoort || joined.begindatum as geteld,
        joined.begindatum,
        joined.einde,
        joined.is_voorlopig
    from joined

),

facts as (

    select
        care.*,
        'jaar' as periode_type,
        years.year_at::date as periode_start,
        {{ period_end("'jaar'", 'years.year_at') }} as periode_eind
    from care
    cross join data_until
    cross join
        generate_series(
            {{ period_start("'jaar'", 'care.begindatum') }}::timestamp,
            least(care.einde, data_until.gegevens_tot_en_met)::timestamp,
            interval '1 year'
        ) as years (year_at)
    where care.begindatum <= data_until.gegevens_tot_en_met

),

{{ facts_per_split(
    {
        'maatregel': {'zorgsoort': [true, false], 'delen': ['geen', 'aanbieder_agb', 'productgroep']},
        'zorgsoort': {'zorgsoort': [true, false], 'delen': ['geen']},
        'zorgsoort_aanbieder': {'zorgsoort': [true, false], 'delen': ['aanbieder_agb']},
    },
    'count(distinct geteld)::numeric as waarde',
) }}

select
    {{ totals_columns() }},
    totals.waarde,
    null::numeric as teller,
    null::numeric as noemer,
    {{ is_provisional_by_period('totals') }} as is_voorlopig
from totals
cross join data_until
