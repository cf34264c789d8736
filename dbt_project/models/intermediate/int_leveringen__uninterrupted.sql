-- Grain: one row per stretch of care on one toewijzing. A temporary stop does not end it, the next start resumes it.
with

starts as (

    select
        *,
        coalesce(reden_beeindiging != '20', false) as has_definitive_stop,
        -- without a number the product is what a levering is about (IV096)
        case when toewijzing_nummer is null then product_categorie end as own_categorie,
        case when toewijzing_nummer is null then product_code end as own_code
    from {{ ref('int_leveringen__with_toewijzing') }}
    where has_start and not is_toewijzing_verwijderd

),

numbered as (

    select
        *,
        count(*) filter (where has_definitive_stop) over (
            partition by
                wet, gemeente_code, aanbieder_agb, client_id, toewijzing_nummer, own_categorie, own_code
            order by begindatum, _source_file_id, _rij
            rows between unbounded preceding and 1 preceding
        ) as stretch_number
    from starts

),

stretches as (

    select
        *,
        row_number() over (
            partition by
                wet, gemeente_code, aanbieder_agb, client_id, toewijzing_nummer, own_categorie, own_code,
                stretch_number
            order by begindatum, _source_file_id, _rij
        ) as start_rank,
        max(einddatum) filter (where has_definitive_stop) over (
            partition by
                wet, gemeente_code, aanbieder_agb, client_id, toewijzing_nummer, own_categorie, own_code,
                stretch_number
        ) as stop_datum,
        -- a stretch has one definitive stop at most: its end
        max(reden_beeindiging) filter (where has_definitive_stop) over (
            partition by
                wet, gemeente_code, aanbieder_agb, client_id, toewijzing_nummer, own_categorie, own_code,
                stretch_number
        ) as stop_reden,
        bool_or(is_voorlopig) over (
            partition by
                wet, gemeente_code, aanbieder_agb, client_id, toewijzing_nummer, own_categorie, own_code,
                stretch_number
        ) as stretch_is_voorlopig
    from numbered

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
    stop_datum as einddatum,
    stop_reden as reden_beeindiging,
    toewijzing_einddatum,
    stretch_is_voorlopig as is_voorlopig,
    _source_file_id,
    _rij
from stretches
where start_rank = 1
