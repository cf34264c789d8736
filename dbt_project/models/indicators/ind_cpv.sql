-- Grain: one row per indicator, period and combination of splits. IND040 by day of request, IND041-043 of decision.
with

requests as (

    select
        *,
        uitkomst in ('toegekend', 'toegekend_met_aanpassing') as is_toegekend,
        uitkomst in ('toegekend', 'toegekend_met_aanpassing', 'afgewezen') as is_beslist
    from {{ ref('fct_cpv') }}

),

measured as (

    select
        *,
        'IND040' as indicator_code,
        aangevraagd_op as gebeurtenis_datum,
        1 as teller,
        null::integer as noemer
    from requests

    union all

    select
        *,
        'IND041' as indicator_code,
        besloten_op as gebeurtenis_datum,
        1 as teller,
        null::integer as noemer
    from requests
    where besloten_op is not null and uitkomst != 'in_behandeling'

    union all

    select
        *,
        'IND042' as indicator_code,
        besloten_op as gebeurtenis_datum,
        is_toegekend::integer as teller,
        1 as noemer
    from requests
    where besloten_op is not null and is_beslist

    union all

    select
        *,
        'IND043' as indicator_code,
        besloten_op as gebeurtenis_datum,
        (uitkomst = 'toegekend_met_aanpassing')::integer as teller,
        1 as noemer
    from requests
    where besloten_op is not null and is_toegekend

),

verwijzers as (

    select * from {{ ref('verwijzers') }}
    where verwijzer_bron = 'toegang'

),

events as (

    select
        measured.indicator_code,
        measured.gebeurtenis_datum,
        measured.gemeente_code,
        measured.wet,
        measured.zorgsoort,
        measured.aanbieder_agb,
        coalesce(verwijzers.verwijzer, 'overig') as verwijzer,
        measured.teller,
        measured.noemer,
        measured.geleverd_op
    from measured
    left join verwijzers on measured.verwijzer = verwijzers.verwijzer_code

),

{{ register_per_split(
    {
        'IND040': ['kwartaal', 'halfjaar', 'jaar'],
        'IND041': ['kwartaal', 'halfjaar', 'jaar'],
        'IND042': ['kwartaal', 'halfjaar', 'jaar'],
        'IND043': ['kwartaal', 'halfjaar', 'jaar'],
    },
    ['verwijzer'],
) }}

select
    {{ indicator_columns('counted') }},
    counted.is_voorlopig
from counted
