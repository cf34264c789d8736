-- Grain: one row per indicator, variant, month or year and combination of splits. IND037 and IND039 above norm.
with

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

months as (

    select * from {{ ref('fct_intensiteit_maand') }}

),

measured as (

    select
        case productgroep when 'vdb' then 'IND037' else 'IND039' end as indicator_code,
        'boven_norm' as variant,
        maand,
        gemeente_code,
        wet,
        zorgsoort,
        aanbieder_agb,
        client_id
    from months
    where (productgroep = 'vdb' and is_overschrijding) or (productgroep = 'bso_plus' and is_toewijzing_boven)

    union all

    select
        'IND037' as indicator_code,
        'niet_incidenteel' as variant,
        maand,
        gemeente_code,
        wet,
        zorgsoort,
        aanbieder_agb,
        client_id
    from months
    where productgroep = 'vdb' and is_niet_incidenteel

),

events as (

    select
        indicator_code,
        variant,
        maand as gebeurtenis_datum,
        gemeente_code,
        wet,
        zorgsoort,
        aanbieder_agb,
        client_id as teller,
        null::integer as noemer,
        maand as geleverd_op
    from measured

),

{{ register_per_split(
    {'IND037': ['maand', 'jaar'], 'IND039': ['maand', 'jaar']},
    teller='count(distinct teller)',
    has_variant=true,
) }}

select
    {{ variant_columns('counted', 'counted.variant') }},
    {{ is_provisional_by_declarations('counted.periode_eind') }} as is_voorlopig
from counted
cross join data_until
