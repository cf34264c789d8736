-- Grain: one row per norm with an amount, past year and month to look from: the forecast of then and what came of it.
with

forecasts as (

    select * from {{ ref('int_normering__forecast') }}

),

declared as (

    select * from {{ ref('int_normering__declared') }}

),

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

totals as (

    select
        forecasts.normering_id,
        forecasts.jaren_terug,
        forecasts.peilmaand,
        round(sum(declared.gedeclareerd_eurocent) / 100.0, 2) as realisatie_euro
    from forecasts
    inner join data_until
        -- the year is over, and what is declared of it has come in
        on
            (forecasts.venster_tot + interval '{{ var("voorlopige_maanden") }} months')::date
            < {{ month_start('data_until.gegevens_tot_en_met + 1') }}
    inner join declared
        on
            forecasts.normering_id = declared.normering_id
            and declared.maand between forecasts.venster_van and forecasts.venster_tot
    group by forecasts.normering_id, forecasts.jaren_terug, forecasts.peilmaand

)

select
    forecasts.normering_id,
    norms.normering_nummer,
    norms.instrument,
    norms.aanbieder_agb,
    norms.wet,
    norms.zorgsoort,
    forecasts.jaren_terug,
    forecasts.venster_van,
    forecasts.venster_tot,
    forecasts.peilmaand,
    {{ months_between('forecasts.venster_van', 'forecasts.peilmaand') }} + 1 as maand_nummer,
    forecasts.prognose_euro,
    totals.realisatie_euro,
    forecasts.prognose_euro - totals.realisatie_euro as fout_euro,
    round(100 * (forecasts.prognose_euro - totals.realisatie_euro) / totals.realisatie_euro, 2) as fout_procent
from forecasts
inner join totals
    on
        forecasts.normering_id = totals.normering_id
        and forecasts.jaren_terug = totals.jaren_terug
        and forecasts.peilmaand = totals.peilmaand
inner join {{ ref('int_normering__standing') }} as norms on forecasts.normering_id = norms.normering_id
where totals.realisatie_euro > 0
