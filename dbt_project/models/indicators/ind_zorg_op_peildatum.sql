-- Grain: one row per indicator, last day of a quarter and split. IND103, 107, 110, 113 and 132.
{{ config(
    materialized='incremental', incremental_strategy='append', meta={'touched_by': ['int_zorgperioden__running']}
) }}
with

gezinsvormen (indicator_code, zorgsoort) as (

    values ('IND107', 'pleegzorg'), ('IND110', 'gezinshuis'), ('IND113', 'pleegzorg'), ('IND113', 'gezinshuis')

),

running as (

    select * from {{ ref('int_zorgperioden__running') }}
    where extract(month from peildatum) in (3, 6, 9, 12) and {{ of_touched_periods('peildatum', 'peildatum') }}

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
