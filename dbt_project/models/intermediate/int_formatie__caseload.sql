-- Grain: one row per moment of the staff register and part of the quotient. IND058.
with

judged as (

    select
        *,
        {{ is_newest_delivery(['peildatum', 'organisatie']) }} as is_geldig
    from {{ ref('stg_registers__formatie') }}

),

-- a quarter has one moment: the last that was delivered about it
moments as (

    select
        peildatum,
        fte,
        null::text as persoon,
        'jeugdwet' as wet,
        max(peildatum) over () as bekend_tot,
        peildatum = max(peildatum) over (partition by {{ period_start("'kwartaal'", 'peildatum') }}) as is_kwartaal
    from judged
    where is_geldig and organisatie = 'bjg' and functie = 'gezinswerker'

),

workers as (

    select
        peildatum,
        persoon,
        wet,
        null::text as dimensies,
        0 as gezinnen,
        sum(fte) as fte,
        bekend_tot
    from moments
    where is_kwartaal
    group by peildatum, persoon, wet, bekend_tot

),

caseload as (

    select * from workers

    union all

    select
        workers.peildatum,
        null as persoon,
        workers.wet,
        null as dimensies,
        count(distinct dossiers.gezin_of_persoon) as gezinnen,
        0 as fte,
        workers.bekend_tot
    from workers
    inner join {{ ref('int_buurtteams__dossiers') }} as dossiers
        on
            dossiers.team_soort = 'bjg'
            and workers.peildatum between dossiers.begonnen_op and coalesce(dossiers.beeindigd_op, date '9999-12-31')
    group by workers.peildatum, workers.wet, workers.bekend_tot

)

{{ measured(
    'IND058', 'gemiddelde', 'caseload', 'peildatum', ['kwartaal'], ['wet'], teller='caseload.gezinnen',
    noemer='caseload.fte'
) }}
