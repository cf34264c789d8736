-- Grain: one row per care period: a start, or a toewijzing without one, to its stop, its Einddatum or no end.
with

stretches as (

    select * from {{ ref('int_leveringen__uninterrupted') }}

),

leveringen as (

    select * from {{ ref('int_leveringen__with_toewijzing') }}

),

toewijzingen as (

    select * from {{ ref('int_toewijzingen__latest_version') }}
    where not is_verwijderd

),

per_toewijzing as (

    select
        wet,
        gemeente_code,
        toewijzing_nummer,
        bool_or(has_start) as has_start,
        max(einddatum) filter (where reden_beeindiging != '20') as stop_datum,
        (
            array_agg(
                reden_beeindiging
                order by einddatum desc, {{ bytewise('reden_beeindiging') }}
            ) filter (where reden_beeindiging != '20')
        )[1] as stop_reden,
        bool_or(is_voorlopig) as is_voorlopig
    from leveringen
    where toewijzing_nummer is not null
    group by wet, gemeente_code, toewijzing_nummer

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
    from stretches

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
        per_toewijzing.stop_datum as einddatum,
        per_toewijzing.stop_reden as reden_beeindiging,
        toewijzingen.einddatum as toewijzing_einddatum,
        'toewijzing' as begin_herkomst,
        toewijzingen.is_voorlopig or coalesce(per_toewijzing.is_voorlopig, false) as is_voorlopig,
        toewijzingen._source_file_id,
        toewijzingen._rij
    from toewijzingen
    left join per_toewijzing
        on
            toewijzingen.wet = per_toewijzing.wet
            and toewijzingen.gemeente_code = per_toewijzing.gemeente_code
            and toewijzingen.toewijzing_nummer = per_toewijzing.toewijzing_nummer
    where not coalesce(per_toewijzing.has_start, false)

)

select
    wet,
    gemeente_code,
    aanbieder_agb,
    client_id,
    toewijzing_nummer,
    product_categorie,
    product_code,
    begindatum,
    begin_herkomst,
    -- a period lasts at least the day on which it begins, also where a sender's end lies before it
    greatest(begindatum, coalesce(einddatum, toewijzing_einddatum, date '9999-12-31')) as einde,
    case
        when einddatum is not null then 'stop'
        when toewijzing_einddatum is not null then 'toewijzing'
        else 'open'
    end as einde_herkomst,
    reden_beeindiging,
    is_voorlopig,
    _source_file_id,
    _rij
from periods
