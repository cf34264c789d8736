-- Grain: one row per period, verwijzer and combination of splits. IND018: clients by who referred them first.
{{ config(
    materialized='incremental', incremental_strategy='append', meta={'touched_by': ['int_toewijzingen__referrals']}
) }}
with

events as (

    select
        client_id,
        toewijzingsdatum as gebeurtenis_datum,
        gemeente_code,
        wet,
        zorgsoort,
        aanbieder_agb,
        verwijzer,
        is_voorlopig,
        row_number() over (
            order by
                toewijzingsdatum, toewijzingstijd, {{ bytewise('wet') }}, {{ bytewise('gemeente_code') }},
                toewijzing_nummer
        ) as event_rank
    from {{ ref('int_toewijzingen__referrals') }}
    where {{ of_touched_periods('toewijzingsdatum', 'jaar') }}

),

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

{{ placed_events(['kwartaal', 'jaar']) }},

firsts as (

    select
        periode_type,
        periode_start,
        client_id,
        gemeente_code,
        wet,
        zorgsoort,
        aanbieder_agb,
        stadsdeel,
        min(event_rank) as event_rank,
        bool_or(is_voorlopig) as is_voorlopig
    from placed
    group by
        periode_type,
        periode_start,
        client_id,
        cube (gemeente_code, wet, zorgsoort),
        grouping sets ((), (aanbieder_agb), (stadsdeel))

),

parts as (

    select
        firsts.periode_type,
        firsts.periode_start,
        firsts.gemeente_code,
        firsts.wet,
        firsts.zorgsoort,
        firsts.aanbieder_agb,
        firsts.stadsdeel,
        events.verwijzer,
        count(*)::numeric as teller,
        bool_or(firsts.is_voorlopig) as is_voorlopig
    from firsts
    inner join events on firsts.event_rank = events.event_rank
    group by
        firsts.periode_type, firsts.periode_start, firsts.gemeente_code, firsts.wet, firsts.zorgsoort,
        firsts.aanbieder_agb, firsts.stadsdeel, events.verwijzer

),

split as (

    select
        periode_type,
        periode_start,
        {{ period_end('periode_type', 'periode_start') }} as periode_eind,
        {{ row_split_by(['gemeente_code', 'wet', 'zorgsoort', 'aanbieder_agb', 'verwijzer', 'stadsdeel']) }}
        {{ split_bits([
            'gemeente_code', 'wet', 'zorgsoort', 'aanbieder_agb', 'verwijzer', 'stadsdeel'
        ]) }} as splitsing,
        teller,
        sum(teller) over cell as noemer,
        bool_or(is_voorlopig) over cell as is_voorlopig
    from parts
    window cell as (
        partition by periode_type, periode_start, gemeente_code, wet, zorgsoort, aanbieder_agb, stadsdeel
    )

)

select
    'IND018' as indicator_code,
    {{ split_columns('split') }},
    round(split.teller / split.noemer, 6) as waarde,
    split.teller,
    split.noemer,
    {{ is_provisional_by_period('split') }} as is_voorlopig
from split
cross join data_until
