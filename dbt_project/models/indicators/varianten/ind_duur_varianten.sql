-- Grain: one row per variant, year or 31 December and split. IND012 and IND116: the middle one, and what still runs.
with

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

ended as (

    select * from {{ ref('int_zorgperioden__ended') }}

),

joined as (

    select * from {{ ref('int_zorgperioden__joined') }}

),

measured as (

    select
        'jaar' as periode_type,
        {{ period_start("'jaar'", 'einde') }} as periode_start,
        {{ period_end("'jaar'", period_start("'jaar'", 'einde')) }} as periode_eind,
        samenhang,
        gemeente_code,
        wet,
        zorgsoort,
        onderdeel as productgroep,
        duur_dagen,
        is_voorlopig
    from ended

    union all

    select
        'peildatum' as periode_type,
        years.year_at::date - 1 as periode_start,
        years.year_at::date - 1 as periode_eind,
        joined.samenhang,
        joined.gemeente_code,
        joined.wet,
        joined.zorgsoort,
        joined.onderdeel as productgroep,
        years.year_at::date - 1 - joined.begindatum as duur_dagen,
        joined.is_voorlopig
    from joined
    inner join data_until on joined.begindatum <= data_until.gegevens_tot_en_met
    -- the series steps by first days of years: the day before is the last of the year
    cross join generate_series(
        {{ period_start("'jaar'", 'joined.begindatum') }} + interval '1 year',
        least(joined.einde, data_until.gegevens_tot_en_met) + interval '1 day',
        interval '1 year'
    ) as years (year_at)

),

facts as (

    select
        case when measured.samenhang = 'zorgsoort' then 'IND012' else 'IND116' end as indicator_code,
        measured.*
    from measured

),

{{ facts_per_split(
    {
        'zorgsoort': {'zorgsoort': [true, false], 'delen': ['geen']},
        'verblijf': {'zorgsoort': [false], 'delen': ['geen']},
        'verblijf_zorgsoort': {'zorgsoort': [true], 'delen': ['geen']},
        'verblijf_productgroep': {'zorgsoort': [false], 'delen': ['productgroep']},
    },
    '(percentile_cont(0.5) within group (order by duur_dagen))::numeric as mediaan, '
    'sum(duur_dagen)::numeric as dagen, count(*)::numeric as aantal',
) }},

in_unit as (

    select
        totals.*,
        case totals.indicator_code when 'IND012' then 1 else {{ var('dagen_per_maand') }} end as dagen_per_eenheid
    from totals

)

select
    {{ totals_columns('in_unit', "case when in_unit.periode_type = 'jaar' then 'mediaan' else 'mediaan_lopend' end") }},
    round(in_unit.mediaan / in_unit.dagen_per_eenheid, 6) as waarde,
    null::numeric as teller,
    null::numeric as noemer,
    {{ is_provisional_by_period('in_unit') }} as is_voorlopig
from in_unit
cross join data_until

union all

select
    {{ totals_columns('in_unit', "'lopend'") }},
    round(round(in_unit.dagen / in_unit.dagen_per_eenheid, 6) / in_unit.aantal, 6) as waarde,
    round(in_unit.dagen / in_unit.dagen_per_eenheid, 6) as teller,
    in_unit.aantal as noemer,
    {{ is_provisional_by_period('in_unit') }} as is_voorlopig
from in_unit
cross join data_until
where in_unit.periode_type = 'peildatum'
