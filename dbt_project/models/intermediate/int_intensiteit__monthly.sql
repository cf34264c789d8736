-- Grain: one row per month, client, gemeente, productgroep with an hours norm and aanbieder: allocated and delivered.
with

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

periods as (

    select * from {{ ref('int_zorgperioden__classified') }}
    where productgroep in ({{ quoted(var('intensiteit_productgroepen')) }})

),

volumes as (

    select * from {{ ref('int_toewijzingen__volume') }}

),

months_in_care as (

    select
        months.month_at::date as maand,
        periods.client_id,
        periods.gemeente_code,
        periods.wet,
        periods.zorgsoort,
        periods.productgroep,
        periods.aanbieder_agb,
        volumes.uren_per_week,
        least(periods.einde, {{ month_end('months.month_at') }})
        - greatest(periods.begindatum, months.month_at::date) + 1 as dagen
    from periods
    inner join data_until on periods.begindatum <= data_until.gegevens_tot_en_met
    inner join volumes
        on
            periods.wet = volumes.wet
            and periods.gemeente_code = volumes.gemeente_code
            and periods.toewijzing_nummer = volumes.toewijzing_nummer
    cross join
        generate_series(
            {{ month_start('periods.begindatum') }}::timestamp,
            least(periods.einde, data_until.gegevens_tot_en_met)::timestamp,
            interval '1 month'
        ) as months (month_at)

),

in_care as (

    select
        maand,
        client_id,
        gemeente_code,
        wet,
        zorgsoort,
        productgroep,
        aanbieder_agb,
        max(uren_per_week) as toegewezen_uren_per_week,
        -- care on two toewijzingen on one day is one day
        least(sum(dagen), max({{ month_end('maand') }} - maand + 1)) as dagen_in_zorg
    from months_in_care
    group by maand, client_id, gemeente_code, wet, zorgsoort, productgroep, aanbieder_agb

),

delivered as (

    select
        maand,
        client_id,
        gemeente_code,
        wet,
        productgroep,
        aanbieder_agb,
        sum(volume) / 60.0 as uren,
        sum(bedrag_eurocent) as bedrag_eurocent
    from {{ ref('int_zorggebruik__measured') }}
    where productgroep in ({{ quoted(var('intensiteit_productgroepen')) }}) and volume_eenheid = 'uur'
    group by maand, client_id, gemeente_code, wet, productgroep, aanbieder_agb

)

select
    in_care.maand,
    in_care.client_id,
    in_care.gemeente_code,
    in_care.wet,
    in_care.zorgsoort,
    in_care.productgroep,
    in_care.aanbieder_agb,
    in_care.toegewezen_uren_per_week,
    in_care.dagen_in_zorg::integer as dagen_in_zorg,
    round(coalesce(delivered.uren, 0), 4) as geleverde_uren,
    coalesce(delivered.bedrag_eurocent, 0)::bigint as bedrag_eurocent,
    round(coalesce(delivered.uren, 0) * 7 / in_care.dagen_in_zorg, 4) as geleverde_uren_per_week
from in_care
left join delivered
    on
        in_care.maand = delivered.maand
        and in_care.client_id = delivered.client_id
        and in_care.gemeente_code = delivered.gemeente_code
        and in_care.wet = delivered.wet
        and in_care.productgroep = delivered.productgroep
        and in_care.aanbieder_agb = delivered.aanbieder_agb
