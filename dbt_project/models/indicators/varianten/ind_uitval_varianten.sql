-- Grain: one row per half-year and combination of splits. IND123 with the reason of an outside cause (35) as well.
with

ended as (

    select * from {{ ref('int_zorgperioden__ended') }}
    where
        samenhang in ('zorgsoort', 'zorgsoort_aanbieder')
        and wet = 'jeugdwet'
        and einde_herkomst = 'stop'

),

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

facts as (

    select
        'IND123' as indicator_code,
        samenhang,
        'halfjaar' as periode_type,
        {{ period_start("'halfjaar'", 'einde') }} as periode_start,
        {{ period_end("'halfjaar'", period_start("'halfjaar'", 'einde')) }} as periode_eind,
        gemeente_code,
        wet,
        zorgsoort,
        onderdeel as aanbieder_agb,
        (reden_beeindiging in ({{ quoted(var('uitval_redenen_variant')) }}))::integer as maat,
        is_voorlopig
    from ended

),

{{ facts_per_split(
    {
        'zorgsoort': {'zorgsoort': [true, false], 'delen': ['geen']},
        'zorgsoort_aanbieder': {'zorgsoort': [true, false], 'delen': ['aanbieder_agb']},
    },
    'sum(maat)::numeric as teller, count(*)::numeric as noemer',
) }}

select
    {{ totals_columns(variant="'met_reden_35'") }},
    round(totals.teller / totals.noemer, 6) as waarde,
    totals.teller,
    totals.noemer,
    {{ is_provisional_by_period('totals') }} as is_voorlopig
from totals
cross join data_until
