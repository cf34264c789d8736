-- Grain: one row per aanbieder for youth care with stay and year, as the register has it on the last day. IND130.
with

judged as (

    select
        *,
        {{ is_newest_delivery() }} as is_geldig
    from {{ ref('stg_registers__aanbieders') }}

),

data_until as (

    select extract(year from max(gegevens_tot_en_met))::integer as laatste_jaar
    from {{ ref('int_gegevens__tot_en_met') }}

),

ranked as (

    select
        judged.aanbieder_agb,
        judged.is_gecontracteerd,
        make_date(years.jaar, 12, 31) as peildatum,
        row_number() over (
            partition by judged.aanbieder_agb, years.jaar order by judged.geldig_van desc, judged._rij desc
        ) as line_rank
    from judged
    cross join data_until
    cross join
        generate_series(
            extract(year from coalesce(judged.geldig_van, {{ calendar_start() }}))::integer, data_until.laatste_jaar
        ) as years (jaar)
    where
        judged.is_geldig
        and judged.levert_verblijf
        and coalesce(judged.geldig_van, {{ calendar_start() }}) <= make_date(years.jaar, 12, 31)
        and coalesce(judged.geldig_tot, date '9999-12-31') >= make_date(years.jaar, 12, 31)

),

providers as (

    select
        aanbieder_agb,
        peildatum,
        aanbieder_agb as persoon,
        case when is_gecontracteerd then 'relatie=contract' else 'relatie=subsidie' end as dimensies,
        peildatum as bekend_tot
    from ranked
    where line_rank = 1

)

{{ measured('IND130', 'personen', 'providers', 'peildatum', ['jaar'], [], teller='null') }}
