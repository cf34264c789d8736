-- Grain: one row per period, gemeente, wet, zorgsoort and what clients are in the period: their days in care.
with

periode_typen (periode_type) as (

    {{ period_types(['kwartaal', 'jaar']) }}

),

spent as (

    select
        merged.client_id,
        merged.gemeente_code,
        merged.wet,
        merged.zorgsoort,
        quarters.begin_at::date as kwartaal_start,
        greatest(merged.begindatum, quarters.begin_at::date) as begindatum,
        least(merged.einddatum, (quarters.begin_at + interval '3 months')::date - 1) as einddatum
    from {{ ref('int_zorgperioden__merged') }} as merged
    cross join
        generate_series(
            {{ period_start("'kwartaal'", 'merged.begindatum') }}::timestamp,
            merged.einddatum::timestamp,
            interval '3 months'
        ) as quarters (begin_at)
    where merged.onderdeel = 'geheel'

),

dated as (

    select
        periode_typen.periode_type,
        {{ period_start('periode_typen.periode_type', 'spent.kwartaal_start') }} as periode_start,
        spent.client_id,
        spent.gemeente_code,
        spent.wet,
        spent.zorgsoort,
        min(spent.begindatum) as begindatum,
        sum(spent.einddatum - spent.begindatum + 1) as dagen
    from spent
    cross join periode_typen
    group by
        periode_typen.periode_type,
        {{ period_start('periode_typen.periode_type', 'spent.kwartaal_start') }},
        spent.client_id,
        spent.gemeente_code,
        spent.wet,
        spent.zorgsoort

),

delivered as (

    select
        measured.client_id,
        periode_typen.periode_type,
        {{ period_start('periode_typen.periode_type', 'measured.maand') }} as periode_start,
        min(measured.maand) as maand
    from {{ ref('int_zorggebruik__measured') }} as measured
    cross join periode_typen
    where measured.geleverde_regels > 0
    group by
        measured.client_id,
        periode_typen.periode_type,
        {{ period_start('periode_typen.periode_type', 'measured.maand') }}

),

moments as (

    select
        dated.client_id,
        dated.periode_type,
        dated.periode_start,
        -- hours and weeks of a client belong in one cell: of whom something was delivered, IND008 decides which
        {{ month_end('coalesce(min(delivered.maand), min(dated.begindatum))') }} as peildatum
    from dated
    left join delivered
        on
            dated.client_id = delivered.client_id
            and dated.periode_type = delivered.periode_type
            and dated.periode_start = delivered.periode_start
    group by dated.client_id, dated.periode_type, dated.periode_start

),

{{ described_persons() }}

select
    dated.periode_type,
    dated.periode_start,
    dated.gemeente_code,
    dated.wet,
    dated.zorgsoort,
    persons.stadsdeel,
    persons.leeftijdsband,
    persons.geslacht,
    sum(dated.dagen) as dagen
from dated
inner join persons
    on
        dated.client_id = persons.client_id
        and dated.periode_type = persons.periode_type
        and dated.periode_start = persons.periode_start
group by
    dated.periode_type,
    dated.periode_start,
    dated.gemeente_code,
    dated.wet,
    dated.zorgsoort,
    persons.stadsdeel,
    persons.leeftijdsband,
    persons.geslacht
