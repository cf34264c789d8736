-- Grain: one row per period, verwijzer and combination of splits. IND018 over toewijzingen instead of persons.
{{ config(
    materialized='incremental', incremental_strategy='append', meta={'touched_by': ['int_toewijzingen__referrals']}
) }}
with

referrals as (

    select * from {{ ref('int_toewijzingen__referrals') }}
    where {{ of_touched_periods('toewijzingsdatum', 'jaar') }}

),

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

placed as (

    select
        typen.periode_type,
        {{ period_start('typen.periode_type', 'referrals.toewijzingsdatum') }} as periode_start,
        referrals.gemeente_code,
        referrals.wet,
        referrals.zorgsoort,
        referrals.aanbieder_agb,
        referrals.verwijzer,
        referrals.wet || referrals.gemeente_code || referrals.toewijzing_nummer as toewijzing_sleutel,
        bool_or(referrals.is_voorlopig) as is_voorlopig
    from referrals
    cross join (values ('kwartaal'), ('jaar')) as typen (periode_type)
    where {{ is_touched_period(
        'typen.periode_type', period_start('typen.periode_type', 'referrals.toewijzingsdatum')
    ) }}
    -- a toewijzing that is changed or extended within the period is one
    group by
        typen.periode_type,
        {{ period_start('typen.periode_type', 'referrals.toewijzingsdatum') }},
        referrals.gemeente_code,
        referrals.wet,
        referrals.zorgsoort,
        referrals.aanbieder_agb,
        referrals.verwijzer,
        referrals.toewijzing_nummer

),

parts as (

    select
        periode_type,
        periode_start,
        gemeente_code,
        wet,
        zorgsoort,
        aanbieder_agb,
        verwijzer,
        count(distinct toewijzing_sleutel)::numeric as teller,
        bool_or(is_voorlopig) as is_voorlopig
    from placed
    group by periode_type, periode_start, verwijzer, cube (gemeente_code, wet, zorgsoort, aanbieder_agb)

),

split as (

    select
        'IND018' as indicator_code,
        'toewijzingen' as variant,
        periode_type,
        periode_start,
        {{ period_end('periode_type', 'periode_start') }} as periode_eind,
        {{ row_split_by(['gemeente_code', 'wet', 'zorgsoort', 'aanbieder_agb', 'verwijzer']) }}
        {{ split_bits(['gemeente_code', 'wet', 'zorgsoort', 'aanbieder_agb', 'verwijzer']) }} as splitsing,
        teller,
        sum(teller) over cell as noemer,
        bool_or(is_voorlopig) over cell as is_voorlopig
    from parts
    window cell as (partition by periode_type, periode_start, gemeente_code, wet, zorgsoort, aanbieder_agb)

)

select
    {{ variant_of_split('round(split.teller / split.noemer, 6)', 'split.teller', 'split.noemer') }},
    {{ is_provisional_by_period('split') }} as is_voorlopig
from split
cross join data_until
