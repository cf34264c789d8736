-- Grain: one row per year, product and, where the register names them, gemeente and aanbieder. IND014.
with

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

ranked as (

    select
        make_date(in_force.jaar, 1, 1) as periode_start,
        nullif(tarieven.gemeente_code, '*') as gemeente_code,
        tarieven.wet,
        tarieven.product_code,
        tarieven.aanbieder_agb,
        tarieven.tarief_euro,
        row_number() over (
            partition by
                in_force.jaar, tarieven.gemeente_code, tarieven.wet, tarieven.product_code, tarieven.aanbieder_agb
            order by
                {{ bytewise('tarieven.product_categorie') }}, tarieven.geldig_van, tarieven._source_file_id,
                tarieven._rij
        ) as line_rank
    from {{ ref('int_tarieven__register') }} as tarieven
    cross join data_until
    cross join
        generate_series(
            extract(year from coalesce(tarieven.geldig_van, {{ calendar_start() }}))::integer,
            least(
                extract(year from coalesce(tarieven.geldig_tot, date '9999-12-31')),
                extract(year from data_until.gegevens_tot_en_met)
            )::integer
        ) as in_force (jaar)
    where tarieven.tarief_eenheid = 'uur'

),

split as (

    select
        'jaar' as periode_type,
        periode_start,
        {{ period_end("'jaar'", 'periode_start') }} as periode_eind,
        {{ row_split_by(['gemeente_code', 'wet', 'product_code', 'aanbieder_agb']) }}
        {{ split_bits(['gemeente_code', 'wet', 'product_code', 'aanbieder_agb']) }} as splitsing,
        tarief_euro
    from ranked
    where line_rank = 1

)

select
    'IND014' as indicator_code,
    {{ split_columns('split') }},
    split.tarief_euro as waarde,
    null::numeric as teller,
    null::numeric as noemer,
    false as is_voorlopig
from split
