-- Grain: one row per indicator, variant, period and combination of splits. IND040-IND044 by norm, outcome and argument.
with

requests as (

    select
        *,
        uitkomst in ('toegekend', 'toegekend_met_aanpassing') as is_toegekend,
        besloten_op is not null and uitkomst in ('toegekend', 'toegekend_met_aanpassing', 'afgewezen') as is_beslist
    from {{ ref('fct_cpv') }}

),

measured as (

    select
        *,
        'IND040' as indicator_code,
        'norm=' || norm as variant,
        aangevraagd_op as gebeurtenis_datum,
        1 as teller,
        null::integer as noemer
    from requests

    union all

    select
        *,
        'IND041' as indicator_code,
        'uitkomst=' || uitkomst as variant,
        besloten_op as gebeurtenis_datum,
        1 as teller,
        null::integer as noemer
    from requests
    where besloten_op is not null and uitkomst != 'in_behandeling'

    union all

    select
        *,
        'IND042' as indicator_code,
        'norm=' || norm as variant,
        besloten_op as gebeurtenis_datum,
        is_toegekend::integer as teller,
        1 as noemer
    from requests
    where is_beslist

    union all

    -- the source leaves open whether it is a share of what was granted or of what was decided
    select
        *,
        'IND043' as indicator_code,
        'van_besloten' as variant,
        besloten_op as gebeurtenis_datum,
        (uitkomst = 'toegekend_met_aanpassing')::integer as teller,
        1 as noemer
    from requests
    where is_beslist

    union all

    select
        *,
        'IND044' as indicator_code,
        case when is_toegekend then 'argument_toegekend=' else 'argument_afgewezen=' end
        || {{ or_unknown('argument') }} as variant,
        besloten_op as gebeurtenis_datum,
        1 as teller,
        null::integer as noemer
    from requests
    where is_beslist

),

events as (

    select
        indicator_code,
        variant,
        gebeurtenis_datum,
        gemeente_code,
        wet,
        zorgsoort,
        aanbieder_agb,
        teller,
        noemer,
        geleverd_op
    from measured

),

{{ register_per_split(
    {
        'IND040': ['kwartaal', 'jaar'],
        'IND041': ['kwartaal', 'jaar'],
        'IND042': ['kwartaal', 'jaar'],
        'IND043': ['kwartaal', 'jaar'],
        'IND044': ['halfjaar', 'jaar'],
    },
    has_variant=true,
) }}

select
    {{ variant_columns('counted', 'counted.variant') }},
    counted.is_voorlopig
from counted
