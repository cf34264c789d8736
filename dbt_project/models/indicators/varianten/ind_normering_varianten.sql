-- Grain: one row per indicator, variant, last day of a half year and combination of splits. IND031.
with

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

norms as (

    select
        *,
        least(geldig_tot, coalesce(beeindigd_op - 1, geldig_tot)) as laatste_dag
    from {{ ref('int_normering__standing') }}
    where aanbieder_agb is not null

),

in_force as (

    select
        norms.*,
        ends.half_at::date - 1 as peildatum
    from norms
    cross join data_until
    cross join
        generate_series(
            {{ period_start("'halfjaar'", 'norms.van_kracht_op') }} + interval '6 months',
            least(norms.laatste_dag, data_until.gegevens_tot_en_met) + interval '1 day',
            interval '6 months'
        ) as ends (half_at)

),

measured as (

    select
        'IND031' as indicator_code,
        'instrument=' || instrument as variant,
        peildatum,
        gemeente_code,
        wet,
        zorgsoort,
        aanbieder_agb,
        aanbieder_agb as teller
    from in_force

    union all

    select
        'IND031' as indicator_code,
        'niveau=' || niveau as variant,
        peildatum,
        gemeente_code,
        wet,
        zorgsoort,
        aanbieder_agb,
        aanbieder_agb as teller
    from in_force

),

{{ events_on_days() }},

{{ register_per_split(
    {'IND031': ['peildatum']},
    teller='count(distinct teller)',
    has_variant=true,
) }}

select
    {{ variant_columns('counted', 'counted.variant') }},
    counted.is_voorlopig
from counted
where coalesce(counted.gemeente_code, '') != 'regio'
