-- Grain: one row per fact and period of which a figure may say something else than in the last build.
with

prints as (

    select * from {{ ref('int_perioden__fingerprints') }}

),

known_prints as (

    {{ of_last_build(
        'built_perioden', {'feit': 'text', 'maand': 'date', 'rijen': 'bigint', 'vingerafdruk': 'numeric'}
    ) }}

),

differing as (

    select
        coalesce(prints.feit, known_prints.feit) as feit,
        coalesce(prints.maand, known_prints.maand) as maand
    from prints
    full outer join known_prints on prints.feit = known_prints.feit and prints.maand = known_prints.maand
    where
        prints.rijen is distinct from known_prints.rijen
        or prints.vingerafdruk is distinct from known_prints.vingerafdruk

),

described as (

    select * from {{ ref('int_perioden__described') }}

),

known_until as (

    {{ of_last_build('built_gegevens_tot_en_met', {'gegevens_tot_en_met': 'date'}) }}

),

data_until as (

    select gegevens_tot_en_met from {{ ref('int_gegevens__tot_en_met') }}
    union all
    select gegevens_tot_en_met from known_until

),

-- what is provisional moves with the data
moved as (

    select
        {{ month_start('min(gegevens_tot_en_met)') }}
        - interval '{{ (var("voorlopige_maanden") | int) - 1 }} months' as van,
        {{ month_start('max(gegevens_tot_en_met)') }} as tot
    from data_until
    having min(gegevens_tot_en_met) != max(gegevens_tot_en_met)

),

feiten (feit) as (

    values
    {% for fact in dated_facts() -%}
        ('{{ fact }}'){% if not loop.last %},{% endif %}
    {% endfor %}
),

provisional as (

    select
        feiten.feit,
        months.month_at::date as maand
    from feiten
    cross join moved
    cross join generate_series(moved.van::timestamp, moved.tot::timestamp, interval '1 month') as months (month_at)

),

touched as (

    select * from differing
    union
    select * from described
    union
    select * from provisional

),

periode_typen (periode_type) as (

    {{ period_types(['maand', 'kwartaal', 'halfjaar', 'jaar', 'peildatum']) }}

),

periods as (

    select
        touched.feit,
        periode_typen.periode_type,
        -- a last day of a month is a period of its own
        coalesce(
            {{ period_start('periode_typen.periode_type', 'touched.maand') }}, {{ month_end('touched.maand') }}
        ) as periode_start
    from touched
    cross join periode_typen

)

select
    feit,
    periode_type,
    periode_start
from periods
group by feit, periode_type, periode_start
