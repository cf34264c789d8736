-- Grain: one row per survey, year, question, kind of figure and split, with its interval and its change.
{#- Wilson for shares, the standard error for marks; of weighed answers the effective number (Kish) counts. -#}
{% set z = var('ervaring_z') %}
with

answers as (

    select
        onderzoek,
        extract(year from meetdatum)::integer as jaar,
        vraag_code,
        reeks,
        case when schaal = 'rapportcijfer' then 'gemiddelde' else 'aandeel_positief' end as maat,
        informant,
        gewicht,
        case when schaal = 'rapportcijfer' then antwoord::numeric else is_positief::integer end as waarde
    from {{ ref('fct_ervaring_antwoorden') }}
    where is_geldig and is_beantwoord and (schaal = 'rapportcijfer' or is_positief is not null)

),

summed as (

    select
        onderzoek,
        jaar,
        vraag_code,
        maat,
        informant,
        -- a change of the question within the year makes the year no part of either series
        case when min(reeks) = max(reeks) then min(reeks) end as reeks,
        count(*) as aantal_antwoorden,
        sum(gewicht) as gewicht,
        sum(gewicht * waarde) / sum(gewicht) as waarde,
        sum(gewicht) ^ 2 / sum(gewicht ^ 2) as effectief_aantal,
        sum(gewicht * waarde ^ 2) / sum(gewicht) - (sum(gewicht * waarde) / sum(gewicht)) ^ 2 as variantie
    from answers
    group by onderzoek, jaar, vraag_code, maat, rollup (informant)
    having sum(gewicht) > 0

),

bounded as (

    select
        summed.*,
        case
            when summed.maat = 'gemiddelde' and summed.effectief_aantal > 1
                then summed.waarde - {{ z }} * sqrt(greatest(summed.variantie, 0) / (summed.effectief_aantal - 1))
            when summed.maat = 'aandeel_positief'
                then (
                    summed.waarde + {{ z }} ^ 2 / (2 * summed.effectief_aantal)
                    - {{ z }} * sqrt(
                        summed.waarde * (1 - summed.waarde) / summed.effectief_aantal
                        + {{ z }}
                        ^ 2 / (4 * summed.effectief_aantal ^ 2)
                    )
                ) / (1 + {{ z }} ^ 2 / summed.effectief_aantal)
        end as ondergrens,
        case
            when summed.maat = 'gemiddelde' and summed.effectief_aantal > 1
                then summed.waarde + {{ z }} * sqrt(greatest(summed.variantie, 0) / (summed.effectief_aantal - 1))
            when summed.maat = 'aandeel_positief'
                then (
                    summed.waarde + {{ z }} ^ 2 / (2 * summed.effectief_aantal)
                    + {{ z }} * sqrt(
                        summed.waarde * (1 - summed.waarde) / summed.effectief_aantal
                        + {{ z }}
                        ^ 2 / (4 * summed.effectief_aantal ^ 2)
                    )
                ) / (1 + {{ z }} ^ 2 / summed.effectief_aantal)
        end as bovengrens
    from summed

),

-- a change is from the year before within one series, if both have answers enough
changes as (

    select
        bounded.*,
        bounded.aantal_antwoorden < {{ var('ervaring_minimum') }} as is_te_klein,
        bounded.waarde - vorige.waarde as verschil,
        bounded.waarde - vorige.waarde
        - sqrt((bounded.waarde - bounded.ondergrens) ^ 2 + (vorige.bovengrens - vorige.waarde) ^ 2)
            as verschil_ondergrens,
        bounded.waarde - vorige.waarde
        + sqrt((bounded.bovengrens - bounded.waarde) ^ 2 + (vorige.waarde - vorige.ondergrens) ^ 2)
            as verschil_bovengrens
    from bounded
    left join bounded as vorige
        on
            bounded.onderzoek = vorige.onderzoek
            and bounded.vraag_code = vorige.vraag_code
            and bounded.maat = vorige.maat
            and bounded.reeks = vorige.reeks
            and coalesce(bounded.informant, '') = coalesce(vorige.informant, '')
            and bounded.jaar = vorige.jaar + 1
            and least(bounded.aantal_antwoorden, vorige.aantal_antwoorden) >= {{ var('ervaring_minimum') }}

)

select
    onderzoek,
    jaar,
    vraag_code,
    maat,
    informant,
    reeks,
    aantal_antwoorden,
    is_te_klein,
    case when not is_te_klein then trim_scale(round(waarde, 6)) end as waarde,
    case when not is_te_klein then trim_scale(round(ondergrens, 6)) end as ondergrens,
    case when not is_te_klein then trim_scale(round(bovengrens, 6)) end as bovengrens,
    trim_scale(round(verschil, 6)) as verschil,
    trim_scale(round(verschil_ondergrens, 6)) as verschil_ondergrens,
    trim_scale(round(verschil_bovengrens, 6)) as verschil_bovengrens,
    verschil_ondergrens > 0 or verschil_bovengrens < 0 as is_meer_dan_toeval
from changes
