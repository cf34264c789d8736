-- Grain: one row per month, gemeente, wet, zorgsoort and aanbieder: costs, and those of that month of the nulmeting.
with

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

facts as (

    select
        (maand + make_interval(years => jaar - {{ var('nulmeting_jaar') }}))::date as maand,
        gemeente_code,
        wet,
        zorgsoort,
        aanbieder_agb,
        bedrag_eurocent as toen_eurocent,
        nulmeting_zestigsten,
        0 as nu_eurocent
    from {{ ref('int_zorggebruik__revalued') }}

    union all

    select
        maand,
        gemeente_code,
        wet,
        zorgsoort,
        aanbieder_agb,
        0 as toen_eurocent,
        0 as nulmeting_zestigsten,
        bedrag_eurocent as nu_eurocent
    from {{ ref('int_zorggebruik__measured') }}
    where scope_uitvoeringsagenda and extract(year from maand) >= {{ var('nulmeting_jaar') }}

)

select
    facts.maand,
    facts.gemeente_code,
    facts.wet,
    facts.zorgsoort,
    facts.aanbieder_agb,
    facts.maand <= data_until.gegevens_tot_en_met as is_in_vergelijking,
    sum(facts.toen_eurocent)::bigint as toen_eurocent,
    sum(facts.nulmeting_zestigsten) as nulmeting_zestigsten,
    sum(facts.nu_eurocent)::bigint as nu_eurocent
from facts
cross join data_until
group by
    facts.maand, facts.gemeente_code, facts.wet, facts.zorgsoort, facts.aanbieder_agb,
    facts.maand <= data_until.gegevens_tot_en_met
