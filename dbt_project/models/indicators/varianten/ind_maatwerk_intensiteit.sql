-- Grain: one row per variant, period and combination of splits. IND030: the middle one, how long, agreed and declared.
with

agreements as (

    select * from {{ ref('fct_maatwerkovereenkomsten') }}
    where uitkomst = 'toegekend' and ingangsdatum is not null

),

lines as (

    select * from {{ ref('fct_declaratieregels') }}
    where regel_status = 'goedgekeurd'

),

declared as (

    select
        agreements._source_file_id,
        agreements._rij,
        sum(lines.bedrag_euro) as bedrag_euro
    from agreements
    inner join lines
        on
            agreements.wet = lines.wet
            and agreements.gemeente_code = lines.gemeente_code
            and nullif(agreements.toewijzing_nummer, '')::bigint = lines.toewijzing_nummer
    group by agreements._source_file_id, agreements._rij

),

measured as (

    select
        agreements.*,
        measures.variant,
        measures.teller
    from agreements
    left join declared
        on agreements._source_file_id = declared._source_file_id and agreements._rij = declared._rij
    cross join lateral (
        values
        ('mediaan', agreements.uren_per_week),
        ('duur', (agreements.einddatum - agreements.ingangsdatum + 1)::numeric),
        ('afgesproken_bedrag', agreements.bedrag_euro),
        -- with a toewijzing on which nothing was declared the costs are known: none
        (
            'gedeclareerd_bedrag',
            case when nullif(agreements.toewijzing_nummer, '') is not null then coalesce(declared.bedrag_euro, 0) end
        )
    ) as measures (variant, teller)

),

events as (

    select
        'IND030' as indicator_code,
        variant,
        ingangsdatum as gebeurtenis_datum,
        gemeente_code,
        wet,
        zorgsoort,
        {{ or_unknown('aanbieder_agb') }} as aanbieder_agb,
        teller,
        1 as noemer,
        geleverd_op
    from measured
    where teller is not null

),

{{ register_per_split(
    {'IND030': ['halfjaar', 'jaar']},
    teller="case variant when 'mediaan' then " ~ median_times_number() ~ " else sum(teller) end",
    has_variant=true,
) }}

select
    {{ variant_columns('counted', 'counted.variant') }},
    counted.is_voorlopig
from counted
