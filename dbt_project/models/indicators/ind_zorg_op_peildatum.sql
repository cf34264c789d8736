-- Grain: one row per indicator, last day of a quarter and split. IND103, 107, 110, 113 and 132.
with

periods as (

    select * from {{ ref('int_zorgperioden__classified') }}

),

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

gezinsvormen (indicator_code, zorgsoort) as (

    values ('IND107', 'pleegzorg'), ('IND110', 'gezinshuis'), ('IND113', 'pleegzorg'), ('IND113', 'gezinshuis')

),

running as (

    select
        periods.*,
        -- the series steps by first days of quarters: the day before is the last of the quarter
        ends.quarter_at::date - 1 as peildatum
    from periods
    inner join data_until on periods.begindatum <= data_until.gegevens_tot_en_met
    cross join generate_series(
        {{ period_start("'kwartaal'", 'periods.begindatum') }} + interval '3 months',
        least(periods.einde, data_until.gegevens_tot_en_met) + interval '1 day',
        interval '3 months'
    ) as ends (quarter_at)

),

moments as (

    select
        'IND103' as indicator_code,
        running.*
    from running
    where running.is_verblijf

    union all

    select
        gezinsvormen.indicator_code,
        running.*
    from running
    inner join gezinsvormen on running.zorgsoort = gezinsvormen.zorgsoort
    where running.wet = 'jeugdwet'

    union all

    select
        'IND132' as indicator_code,
        running.*
    from running
    where running.wet = 'wmo' and running.zorgsoort in ('beschermd_thuis', 'beschermd_wonen')

),

{{ described_persons() }},

facts as (

    select
        indicator_code,
        case when indicator_code = 'IND132' then 'wmo' else 'verblijf' end as samenhang,
        'peildatum' as periode_type,
        peildatum as periode_start,
        peildatum as periode_eind,
        client_id,
        gemeente_code,
        wet,
        zorgsoort,
        productgroep,
        aanbieder_agb,
        verwijzer,
        leeftijdsband,
        is_voorlopig
    from persons

),

{{ facts_per_split(
    {
        'verblijf': {
            'zorgsoort': [true, false],
            'delen': ['geen', 'aanbieder_agb', 'productgroep', 'verwijzer', 'leeftijdsgroep'],
        },
        'wmo': {'zorgsoort': [false], 'delen': ['geen', 'aanbieder_agb']},
    },
    "count(distinct client_id)::numeric as clienten, "
    "count(distinct client_id) filter (where zorgsoort = 'beschermd_thuis')::numeric as thuis",
) }}

select
    {{ totals_columns() }},
    case when totals.indicator_code = 'IND132' then round(totals.thuis / totals.clienten, 6) else totals.clienten end
        as waarde,
    case when totals.indicator_code = 'IND132' then totals.thuis end as teller,
    case when totals.indicator_code = 'IND132' then totals.clienten end as noemer,
    totals.is_voorlopig
from totals
