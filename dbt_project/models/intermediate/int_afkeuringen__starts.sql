-- Grain: one row per standing start and rule that it breaks.
with

starts as (

    select * from {{ ref('int_starts__standing') }}

),

stops as (

    select
        wet,
        gemeente_code,
        aanbieder_agb,
        client_id,
        toewijzing_nummer,
        begindatum
    from {{ ref('int_stops__standing') }}
    where toewijzing_nummer is not null
    group by wet, gemeente_code, aanbieder_agb, client_id, toewijzing_nummer, begindatum

),

numbers as (

    select
        wet,
        gemeente_code,
        aanbieder_agb,
        toewijzing_nummer
    from {{ ref('int_toewijzingen__versions') }}
    group by wet, gemeente_code, aanbieder_agb, toewijzing_nummer

),

judged as (

    select
        starts._source_file_id,
        starts._rij,
        starts.toewijzing_nummer,
        numbers.toewijzing_nummer is null as is_unknown,
        -- an earlier start of the same toewijzing that no stop ever closed
        coalesce(bool_or(stops.begindatum is null) over (
            partition by
                starts.wet, starts.gemeente_code, starts.aanbieder_agb, starts.client_id, starts.toewijzing_nummer
            order by starts.begindatum, starts._source_file_id, starts._rij
            rows between unbounded preceding and 1 preceding
        ), false) as has_open_start
    from starts
    left join stops
        on
            starts.wet = stops.wet
            and starts.gemeente_code = stops.gemeente_code
            and starts.aanbieder_agb = stops.aanbieder_agb
            and starts.client_id = stops.client_id
            and starts.toewijzing_nummer = stops.toewijzing_nummer
            and starts.begindatum = stops.begindatum
    left join numbers
        on
            starts.wet = numbers.wet
            and starts.gemeente_code = numbers.gemeente_code
            and starts.aanbieder_agb = numbers.aanbieder_agb
            and starts.toewijzing_nummer = numbers.toewijzing_nummer
    -- a start without number is of task-based delivery, which these rules are not about
    where starts.toewijzing_nummer is not null

)

select
    judged._source_file_id,
    'StartProduct' as klasse,
    judged._rij,
    rules.regel
from judged
cross join
    lateral (
        values ('TR019', judged.is_unknown), ('TR326', judged.has_open_start)
    ) as rules (regel, is_broken)
where rules.is_broken
