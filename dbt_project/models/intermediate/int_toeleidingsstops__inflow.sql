-- Grain: one row per stop and toewijzing first given while it lasted, to somebody who was not in care there.
with

stops as (

    select * from {{ ref('int_toeleidingsstops__standing') }}

),

mandjes as (

    select * from {{ ref('mandjes') }}

),

toewijzingen as (

    select
        latest.*,
        producten.zorgsoort,
        producten.productgroep,
        producten.is_zbo
    from {{ ref('int_toewijzingen__latest_version') }} as latest
    inner join {{ ref('int_producten__zorgsoort') }} as producten
        on
            latest.gemeente_code = producten.gemeente_code
            and latest.wet = producten.wet
            and coalesce(latest.product_categorie, '') = producten.product_categorie
            and coalesce(latest.product_code, '') = producten.product_code
            and latest.ingangsdatum = producten.peildatum
    where not latest.is_verwijderd

),

under_a_stop as (

    select
        stops.stop_id,
        stops.stop_nummer,
        stops.stop_van,
        toewijzingen.*
    from stops
    inner join toewijzingen
        on
            stops.aanbieder_agb = toewijzingen.aanbieder_agb
            and stops.wet = toewijzingen.wet
            and coalesce(stops.gemeente_code, toewijzingen.gemeente_code) = toewijzingen.gemeente_code
            and coalesce(stops.productgroep, toewijzingen.productgroep) = toewijzingen.productgroep
            -- IND035: the day of the decision counts, not that of the start
            and toewijzingen.eerste_toewijzingsdatum between stops.stop_van and stops.laatste_dag
    left join mandjes on stops.zorgsoort = mandjes.mandje and toewijzingen.zorgsoort = mandjes.zorgsoort
    where stops.zorgsoort in ('alle', toewijzingen.zorgsoort) or mandjes.mandje is not null

),

-- who is in care there already is no inflow: a herindicatie or change goes on
in_care as (

    select
        under_a_stop.stop_id,
        under_a_stop.gemeente_code,
        under_a_stop.toewijzing_nummer
    from under_a_stop
    inner join {{ ref('int_zorgperioden__classified') }} as periods
        on
            under_a_stop.client_id = periods.client_id
            and under_a_stop.aanbieder_agb = periods.aanbieder_agb
            and under_a_stop.wet = periods.wet
            and under_a_stop.zorgsoort = periods.zorgsoort
            and under_a_stop.ingangsdatum > periods.begindatum
            and periods.einde >= under_a_stop.ingangsdatum - {{ var('samenhang_dagen') }} - 1
    group by under_a_stop.stop_id, under_a_stop.gemeente_code, under_a_stop.toewijzing_nummer

)

select
    under_a_stop.stop_id,
    under_a_stop.stop_nummer,
    under_a_stop.stop_van,
    under_a_stop.wet,
    under_a_stop.gemeente_code,
    under_a_stop.toewijzing_nummer,
    under_a_stop.client_id,
    under_a_stop.aanbieder_agb,
    under_a_stop.zorgsoort,
    under_a_stop.productgroep,
    under_a_stop.is_zbo,
    under_a_stop.eerste_toewijzingsdatum,
    under_a_stop.ingangsdatum,
    under_a_stop.is_voorlopig
from under_a_stop
left join in_care
    on
        under_a_stop.stop_id = in_care.stop_id
        and under_a_stop.gemeente_code = in_care.gemeente_code
        and under_a_stop.toewijzing_nummer = in_care.toewijzing_nummer
where in_care.stop_id is null
