-- Grain: one row per client, month, gemeente, wet and zorgsoort with approved lines.
with

measured as (

    select * from {{ ref('int_zorggebruik__measured') }}

),

months as (

    select
        client_id,
        maand,
        gemeente_code,
        wet,
        zorgsoort,
        sum(geleverde_regels)::bigint as geleverde_regels,
        count(distinct aanbieder_agb) filter (where geleverde_regels > 0)::integer as aantal_aanbieders,
        sum(bedrag_eurocent)::bigint as bedrag_eurocent,
        sum(bedrag_eurocent) filter (where scope_uitvoeringsagenda)::bigint as uitvoeringsagenda_eurocent,
        -- in minutes where it is time
        sum(volume) filter (where volume_eenheid = 'uur')::bigint as minuten,
        sum(volume) filter (where volume_eenheid = '14')::bigint as etmalen
    from measured
    group by client_id, maand, gemeente_code, wet, zorgsoort

),

clienten as (

    select * from {{ ref('int_clienten__periods') }}

)

select
    months.client_id,
    months.maand,
    months.gemeente_code,
    months.wet,
    months.zorgsoort,
    {{ age_on(month_end('months.maand'), 'clienten') }} as leeftijd,
    coalesce(clienten.stadsdeel, 'onbekend') as stadsdeel,
    months.geleverde_regels > 0 as is_geleverd,
    months.geleverde_regels,
    months.aantal_aanbieders,
    round(coalesce(months.minuten, 0) / 60.0, 6)::numeric(14, 6) as uren,
    coalesce(months.etmalen, 0) as etmalen,
    months.bedrag_eurocent,
    (months.bedrag_eurocent / 100.0)::numeric(14, 2) as bedrag_euro,
    (coalesce(months.uitvoeringsagenda_eurocent, 0) / 100.0)::numeric(14, 2) as bedrag_uitvoeringsagenda_euro
from months
left join clienten
    on
        months.client_id = clienten.client_id
        and {{ month_end('months.maand') }} between clienten.geldig_van and clienten.geldig_tot
