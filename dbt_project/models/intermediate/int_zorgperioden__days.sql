-- Grain: one row per period, gemeente, wet, zorgsoort and part: days in care, each day of a client once in a part.
with

merged as (

    select * from {{ ref('int_zorgperioden__merged') }}

),

periode_typen (periode_type) as (

    {{ period_types(['kwartaal', 'jaar']) }}

),

spent as (

    select
        quarters.begin_at::date as kwartaal_start,
        merged.gemeente_code,
        merged.wet,
        merged.zorgsoort,
        merged.onderdeel,
        merged.deel,
        sum(
            least(merged.einddatum, (quarters.begin_at + interval '3 months')::date - 1)
            - greatest(merged.begindatum, quarters.begin_at::date)
            + 1
        ) as dagen
    from merged
    cross join
        generate_series(
            {{ period_start("'kwartaal'", 'merged.begindatum') }}::timestamp,
            merged.einddatum::timestamp,
            interval '3 months'
        ) as quarters (begin_at)
    group by
        quarters.begin_at, merged.gemeente_code, merged.wet, merged.zorgsoort, merged.onderdeel, merged.deel

)

select
    periode_typen.periode_type,
    {{ period_start('periode_typen.periode_type', 'spent.kwartaal_start') }} as periode_start,
    spent.gemeente_code,
    spent.wet,
    spent.zorgsoort,
    spent.onderdeel,
    spent.deel,
    sum(spent.dagen) as dagen
from spent
cross join periode_typen
group by
    periode_typen.periode_type,
    {{ period_start('periode_typen.periode_type', 'spent.kwartaal_start') }},
    spent.gemeente_code,
    spent.wet,
    spent.zorgsoort,
    spent.onderdeel,
    spent.deel
