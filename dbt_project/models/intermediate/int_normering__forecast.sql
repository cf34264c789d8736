-- Grain: one row per norm, years back and month to look from: what will have been declared at the end of the window.
with

months as (

    select * from {{ ref('int_normering__completed') }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by normering_id, jaren_terug, peilmaand
            order by maand desc
        ) as months_ago
    from months

),

summed as (

    select
        normering_id,
        jaren_terug,
        venster_van,
        venster_tot,
        peilmaand,
        max(maand) as laatste_maand,
        count(*) as bekende_maanden,
        coalesce(sum(volledig_eurocent) filter (where maand >= venster_van), 0) as tot_nu_eurocent,
        sum(volledig_eurocent) filter (where months_ago <= {{ var('prognose_maanden') }}) as laatste_eurocent,
        count(*) filter (where months_ago <= {{ var('prognose_maanden') }}) as laatste_maanden
    from ranked
    group by normering_id, jaren_terug, venster_van, venster_tot, peilmaand

),

counted as (

    select
        *,
        {{ months_between('greatest(laatste_maand, (venster_van - interval \'1 month\')::date)', 'venster_tot') }}
            as maanden_te_gaan
    from summed
    -- of one or two months nothing can be said
    where bekende_maanden >= {{ var('prognose_minimaal_maanden') }}

)

select
    normering_id,
    jaren_terug,
    venster_van,
    venster_tot,
    peilmaand,
    laatste_maand,
    round(tot_nu_eurocent / 100, 2) as tot_nu_euro,
    round(laatste_eurocent / laatste_maanden / 100, 2) as per_maand_euro,
    maanden_te_gaan,
    -- divided last: a mean of three months has no end, and half a cent must stay half a cent
    round((tot_nu_eurocent + maanden_te_gaan * laatste_eurocent / laatste_maanden) / 100, 2) as prognose_euro
from counted
