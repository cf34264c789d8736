-- Grain: one row per norm with an amount and month of its time: what is declared, approved, allocated and expected.
with

norms as (

    select * from {{ ref('int_normering__standing') }}
    where bedrag_euro > 0

),

data_until as (

    select {{ month_start('gegevens_tot_en_met + 1') }} as lopende_maand
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

declared as (

    select
        normering_id,
        maand,
        round(sum(gedeclareerd_eurocent) / 100.0, 2) as gedeclareerd_euro,
        round(sum(goedgekeurd_eurocent) / 100.0, 2) as goedgekeurd_euro
    from {{ ref('int_normering__declared') }}
    group by normering_id, maand

),

allocated as (

    select * from {{ ref('int_normering__allocated') }}

),

months as (

    select
        norms.normering_id,
        months.month_at::date as maand,
        coalesce(declared.gedeclareerd_euro, 0) as gedeclareerd_euro,
        coalesce(declared.goedgekeurd_euro, 0) as goedgekeurd_euro,
        coalesce(allocated.toegewezen_euro, 0) as toegewezen_euro,
        months.month_at >= data_until.lopende_maand as is_toekomst,
        months.month_at >= data_until.lopende_maand - interval '{{ var("voorlopige_maanden") }} months' as is_voorlopig
    from norms
    cross join data_until
    cross join
        generate_series(
            {{ month_start('norms.geldig_van') }}::timestamp, norms.geldig_tot::timestamp, interval '1 month'
        ) as months (month_at)
    left join declared on norms.normering_id = declared.normering_id and months.month_at = declared.maand
    left join allocated on norms.normering_id = allocated.normering_id and months.month_at = allocated.maand

)

select
    *,
    -- as long as claims of a month come in, it will cost what runs in it, and at least what is declared
    case when is_voorlopig then greatest(gedeclareerd_euro, toegewezen_euro) else gedeclareerd_euro end
        as verwacht_euro
from months
