-- Grain: one row per year and combination of splits. IND021.
with

measured as (

    select * from {{ ref('int_zorggebruik__measured') }}
    where productgroep = 'specialistische_ggz' and geleverde_regels > 0

),

aanbieders as (

    select * from {{ ref('dim_aanbieder_periode') }}

),

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

counted as (

    select
        {{ period_start("'jaar'", 'measured.maand') }} as periode_start,
        measured.gemeente_code,
        measured.wet,
        measured.zorgsoort,
        measured.aanbieder_agb,
        measured.verwijzer,
        (count(distinct measured.client_id) filter (where aanbieders.is_hoogspecialistisch))::numeric as teller,
        count(distinct measured.client_id)::numeric as noemer
    from measured
    left join aanbieders
        on
            measured.aanbieder_agb = aanbieders.aanbieder_agb
            and measured.maand >= aanbieders.geldig_van
            and measured.maand <= aanbieders.geldig_tot
    group by
        {{ period_start("'jaar'", 'measured.maand') }},
        cube (measured.gemeente_code, measured.wet, measured.zorgsoort),
        grouping sets ((), (measured.aanbieder_agb), (measured.verwijzer))

),

split as (

    select
        'jaar' as periode_type,
        periode_start,
        {{ period_end("'jaar'", 'periode_start') }} as periode_eind,
        {{ row_split_by(['gemeente_code', 'wet', 'zorgsoort', 'aanbieder_agb', 'verwijzer']) }}
        {{ split_bits(['gemeente_code', 'wet', 'zorgsoort', 'aanbieder_agb', 'verwijzer']) }} as splitsing,
        teller,
        noemer
    from counted

)

select
    'IND021' as indicator_code,
    {{ split_columns('split') }},
    round(split.teller / split.noemer, 6) as waarde,
    split.teller,
    split.noemer,
    {{ is_provisional_by_declarations('split.periode_eind') }} as is_voorlopig
from split
cross join data_until
