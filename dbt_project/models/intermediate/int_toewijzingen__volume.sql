-- Grain: one row per standing toewijzing: what it allows per week and, if it ends, in all, and what that may cost.
with

toewijzingen as (

    select
        *,
        case when einddatum >= ingangsdatum then einddatum - ingangsdatum + 1 end as duur_dagen
    from {{ ref('int_toewijzingen__latest_version') }}
    where not is_verwijderd

),

tarieven as (

    select * from {{ ref('int_toewijzingen__tarief') }}

),

per_week as (

    select
        toewijzingen.wet,
        toewijzingen.gemeente_code,
        toewijzingen.toewijzing_nummer,
        toewijzingen.duur_dagen,
        toewijzingen.omvang_eenheid,
        toewijzingen.omvang_frequentie,
        toewijzingen.omvang_volume,
        toewijzingen.budget_eurocent,
        tarieven.tarief_eenheid,
        tarieven.tarief_euro,
        toewijzingen.omvang_volume * case toewijzingen.omvang_frequentie
            when '1' then 7.0
            when '2' then 1.0
            when '4' then 12.0 / 52
            -- 6: the total of the period in which the toewijzing is valid
            when '6' then 7.0 / toewijzingen.duur_dagen
        end as volume_per_week
    from toewijzingen
    left join tarieven
        on
            toewijzingen.wet = tarieven.wet
            and toewijzingen.gemeente_code = tarieven.gemeente_code
            and toewijzingen.toewijzing_nummer = tarieven.toewijzing_nummer

),

in_all as (

    select
        *,
        case
            when omvang_frequentie = '6' then omvang_volume * 1.0
            else volume_per_week * duur_dagen / 7
        end as volume_totaal,
        case
            -- 83: the volume is an amount in cents, and has no tariff (CD087)
            when omvang_eenheid = '83' then 0.01
            when tarief_eenheid = {{ measured_unit('omvang_eenheid') }} then tarief_euro
        end as tarief_van_eenheid
    from per_week

)

select
    wet,
    gemeente_code,
    toewijzing_nummer,
    duur_dagen,
    tarief_van_eenheid as tarief_euro,
    trim_scale(round(volume_per_week, 4)) as volume_per_week,
    trim_scale(round({{ hours('volume_per_week', 'omvang_eenheid') }}, 4)) as uren_per_week,
    trim_scale(round(volume_totaal, 4)) as volume_totaal,
    trim_scale(
        round(
            coalesce(
                budget_eurocent / 100.0, {{ measured_volume('volume_totaal', 'omvang_eenheid') }} * tarief_van_eenheid
            ),
            2
        )
    ) as verwachte_kosten_euro,
    case
        when budget_eurocent is not null then 'budget'
        when volume_totaal is not null and tarief_van_eenheid is not null then 'tarief'
        else 'onbekend'
    end as verwachte_kosten_herkomst
from in_all
