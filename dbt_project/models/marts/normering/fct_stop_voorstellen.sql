-- Grain: one row per norm with an amount and month that is over, in which something is proposed. Nobody is bound by it.
with

months as (

    select * from {{ ref('fct_normering_maand') }}
    where not is_toekomst and prognose_euro is not null

),

norms as (

    select * from {{ ref('int_normering__standing') }}

),

forecasts as (

    select * from {{ ref('int_normering__forecast') }}
    where jaren_terug = 0

),

stops as (

    select * from {{ ref('int_toeleidingsstops__pace') }}

),

ahead as (

    select
        months.*,
        stops.stop_id,
        stops.stop_nummer,
        stops.stop_van,
        -- R-NORM-08: the look-ahead ends with the norm
        least(
            (months.maand + interval '{{ var("stop_vooruitblik_maanden") }} months')::date,
            {{ month_start('norms.geldig_tot') }}
        ) as vooruitblik_maand,
        {{ months_between('norms.geldig_van', 'norms.geldig_tot') }} + 1 as maanden,
        norms.geldig_van,
        forecasts.venster_tot,
        forecasts.tot_nu_euro,
        forecasts.maanden_te_gaan,
        coalesce(stops.per_maand_euro, forecasts.per_maand_euro) as per_maand_euro
    from months
    inner join norms on months.normering_id = norms.normering_id
    inner join forecasts on months.normering_id = forecasts.normering_id and months.maand = forecasts.peilmaand
    left join stops on months.normering_id = stops.normering_id and months.maand = stops.peilmaand

),

expected as (

    select
        *,
        round(
            tot_nu_euro
            + per_maand_euro
            * greatest(0, maanden_te_gaan - {{ months_between('vooruitblik_maand', 'venster_tot') }}),
            2
        ) as vooruitblik_euro,
        -- the ceiling in even parts
        round(
            plafond_euro * ({{ months_between('geldig_van', 'vooruitblik_maand') }} + 1) / maanden, 2
        ) as vooruitblik_ruimte_euro
    from ahead

),

proposed as (

    select
        *,
        case
            when stop_id is not null and vooruitblik_euro <= vooruitblik_ruimte_euro then 'opheffen'
            when stop_id is not null then 'handhaven'
            when prognose_euro > plafond_euro and instrument = 'bestedingsruimte' then 'opleggen'
            when prognose_euro > plafond_euro then 'analyse'
        end as voorstel,
        maand = max(maand) over (partition by normering_id) as is_laatste_maand
    from expected

)

select
    normering_id,
    normering_nummer,
    instrument,
    aanbieder_agb,
    wet,
    zorgsoort,
    gemeente_code,
    maand,
    voorstel,
    stop_nummer,
    stop_van,
    plafond_euro,
    uitnutting_procent,
    prognose_euro,
    prognose_procent,
    prognose_fout_procent,
    vooruitblik_maand,
    vooruitblik_euro,
    vooruitblik_ruimte_euro,
    is_laatste_maand
from proposed
where voorstel is not null
