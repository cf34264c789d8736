-- Grain: one row per care period: a start, or a toewijzing without one, to its stop, its Einddatum or no end.
with

leveringen as (

    select * from {{ ref('int_leveringen__with_toewijzing') }}

),

toewijzingen as (

    select * from {{ ref('int_toewijzingen__latest_version') }}

),

per_toewijzing as (

    select
        wet,
        gemeente_code,
        toewijzing_nummer,
        client_id,
        bool_or(has_start) as has_start
    from leveringen
    where toewijzing_nummer is not null
    group by wet, gemeente_code, toewijzing_nummer, client_id

),

orphan_stops as (

    select
        *,
        row_number() over (
            partition by wet, gemeente_code, toewijzing_nummer, client_id
            order by
                einddatum desc, (reden_beeindiging = '20'), {{ bytewise('reden_beeindiging') }} desc,
                begindatum desc, _source_file_id desc, _rij desc
        ) as stop_rank
    from leveringen
    where not has_start

),

periods as (

    select
        wet,
        gemeente_code,
        aanbieder_agb,
        client_id,
        toewijzing_nummer,
        product_categorie,
        product_code,
        begindatum,
        einddatum,
        reden_beeindiging,
        toewijzing_einddatum,
        'start' as begin_herkomst,
        is_voorlopig,
        _source_file_id,
        _rij
    from leveringen
    where has_start

    union all

    select
        toewijzingen.wet,
        toewijzingen.gemeente_code,
        toewijzingen.aanbieder_agb,
        toewijzingen.client_id,
        toewijzingen.toewijzing_nummer,
        toewijzingen.product_categorie,
        toewijzingen.product_code,
        toewijzingen.ingangsdatum as begindatum,
        orphan_stops.einddatum,
        orphan_stops.reden_beeindiging,
        toewijzingen.einddatum as toewijzing_einddatum,
        'toewijzing' as begin_herkomst,
        toewijzingen.is_voorlopig or coalesce(orphan_stops.is_voorlopig, false) as is_voorlopig,
        toewijzingen._source_file_id,
        toewijzingen._rij
    from toewijzingen
    left join per_toewijzing
        on
            toewijzingen.wet = per_toewijzing.wet
            and toewijzingen.gemeente_code = per_toewijzing.gemeente_code
            and toewijzingen.toewijzing_nummer = per_toewijzing.toewijzing_nummer
            and toewijzingen.client_id = per_toewijzing.client_id
    left join orphan_stops
        on
            toewijzingen.wet = orphan_stops.wet
            and toewijzingen.gemeente_code = orphan_stops.gemeente_code
            and toewijzingen.toewijzing_nummer = orphan_stops.toewijzing_nummer
            and toewijzingen.client_id = orphan_stops.client_id
            and orphan_stops.stop_rank = 1
    where not coalesce(per_toewijzing.has_start, false)

)

select
    *,
    case
        when einddatum is not null then 'stop'
        when toewijzing_einddatum is not null then 'toewijzing'
        else 'open'
    end as einde_herkomst,
    -- a period lasts at least the day on which it begins, also where a sender's end lies before it
    greatest(begindatum, coalesce(einddatum, toewijzing_einddatum, date '9999-12-31')) as einde
from periods
