-- Grain: one row per norm with an amount and month of its time: declared, approved and expected against the ceiling.
with

norms as (

    select * from {{ ref('int_normering__standing') }}

),

running as (

    select
        *,
        sum(gedeclareerd_euro) over running_total as gedeclareerd_tot_nu_euro,
        sum(goedgekeurd_euro) over running_total as goedgekeurd_tot_nu_euro,
        sum(verwacht_euro) over running_total as verwacht_tot_nu_euro
    from {{ ref('int_normering__monthly') }}
    window running_total as (partition by normering_id order by maand)

),

forecasts as (

    select * from {{ ref('int_normering__forecast') }}
    where jaren_terug = 0

),

-- how far the forecast of this month of the year was off, in the years before
errors as (

    select
        normering_id,
        maand_nummer,
        round(avg(abs(fout_procent)), 2) as fout_procent,
        count(*) as fout_jaren
    from {{ ref('fct_prognose_fouten') }}
    where jaren_terug > 0
    group by normering_id, maand_nummer

)

select
    norms.normering_id,
    norms.normering_nummer,
    norms.instrument,
    norms.aanbieder_agb,
    norms.wet,
    norms.zorgsoort,
    norms.productgroep,
    norms.niveau,
    norms.gemeente_code,
    running.maand,
    norms.bedrag_euro as plafond_euro,
    running.gedeclareerd_euro,
    running.goedgekeurd_euro,
    running.toegewezen_euro,
    running.verwacht_euro,
    running.gedeclareerd_tot_nu_euro,
    running.goedgekeurd_tot_nu_euro,
    running.verwacht_tot_nu_euro,
    round(100 * running.gedeclareerd_tot_nu_euro / norms.bedrag_euro, 2) as uitnutting_procent,
    round(100 * running.goedgekeurd_tot_nu_euro / norms.bedrag_euro, 2) as uitnutting_goedgekeurd_procent,
    round(100 * running.verwacht_tot_nu_euro / norms.bedrag_euro, 2) as uitnutting_verwacht_procent,
    forecasts.per_maand_euro as prognose_per_maand_euro,
    forecasts.prognose_euro,
    round(100 * forecasts.prognose_euro / norms.bedrag_euro, 2) as prognose_procent,
    errors.fout_procent as prognose_fout_procent,
    coalesce(errors.fout_jaren, 0)::integer as prognose_fout_jaren,
    running.is_toekomst,
    running.is_voorlopig
from running
inner join norms on running.normering_id = norms.normering_id
left join forecasts on running.normering_id = forecasts.normering_id and running.maand = forecasts.peilmaand
left join errors
    on
        running.normering_id = errors.normering_id
        and {{ months_between('norms.geldig_van', 'running.maand') }} + 1 = errors.maand_nummer
