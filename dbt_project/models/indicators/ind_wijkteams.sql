-- Grain: one row per indicator, period and stadsdeel. IND136 and IND137, as the archive of the wijkteams has them.
with

lines as (

    select
        periode_start,
        periode_eind,
        stadsdeel,
        gemiddelde_wachttijd_weken,
        aantal_aanmeldingen,
        case
            when periode_eind < periode_start + interval '1 month' then 'maand'
            when periode_eind < periode_start + interval '3 months' then 'kwartaal'
            when periode_eind < periode_start + interval '6 months' then 'halfjaar'
            else 'jaar'
        end as periode_type,
        -- a line for the whole city is told apart from those of its parts, never added up with them
        row_number() over (
            partition by periode_start, periode_eind, stadsdeel order by geleverd_op desc, _source_file_id asc, _rij asc
        ) as plaats
    from {{ ref('fct_wachttijd_wijkteams') }}
    where is_geldig

),

split as (

    select
        measures.indicator_code,
        lines.periode_type,
        lines.periode_start,
        lines.periode_eind,
        {{ row_split_by(['stadsdeel']) }}
        {{ split_bits(['stadsdeel']) }} as splitsing,
        measures.waarde
    from lines
    cross join
        lateral (
            values
            ('IND136', lines.aantal_aanmeldingen::numeric),
            ('IND137', lines.gemiddelde_wachttijd_weken::numeric)
        ) as measures (indicator_code, waarde)
    where lines.plaats = 1 and measures.waarde is not null

)

select
    split.indicator_code,
    {{ split_columns('split') }},
    split.waarde,
    null::numeric as teller,
    null::numeric as noemer,
    false as is_voorlopig
from split
