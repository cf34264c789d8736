-- Grain: one row per levering, the start with its last stop. A stop repeats the key and begin of its start (TR382).
with

starts as (

    select * from {{ ref('int_starts__standing') }}

),

stops as (

    select
        *,
        -- a definitive stop may follow a temporary one without a new start between them (TR413-TR415)
        row_number() over (
            partition by
                wet, gemeente_code, aanbieder_agb, client_id,
                toewijzing_nummer, product_categorie, product_code, begindatum
            order by (reden_beeindiging = '20'), einddatum desc, {{ bytewise('reden_beeindiging') }} desc
        ) as stop_rank
    from {{ ref('int_stops__standing') }}

),

events as (

    select
        wet,
        gemeente_code,
        aanbieder_agb,
        client_id,
        toewijzing_nummer,
        product_categorie,
        product_code,
        begindatum,
        null::date as einddatum,
        null::text as reden_beeindiging,
        true as is_start,
        is_voorlopig,
        _source_file_id,
        _rij
    from starts

    union all

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
        false as is_start,
        is_voorlopig,
        _source_file_id,
        _rij
    from stops
    where stop_rank = 1

)

-- grouped, not joined: parts of the key may be absent, and in a group two absent parts are equal
select
    wet,
    gemeente_code,
    aanbieder_agb,
    client_id,
    toewijzing_nummer,
    product_categorie,
    product_code,
    begindatum,
    max(einddatum) as einddatum,
    max(reden_beeindiging) as reden_beeindiging,
    bool_or(is_start) as has_start,
    bool_or(is_voorlopig) as is_voorlopig,
    coalesce(max(_source_file_id) filter (where is_start), max(_source_file_id)) as _source_file_id,
    coalesce(max(_rij) filter (where is_start), max(_rij)) as _rij
from events
group by
    wet,
    gemeente_code,
    aanbieder_agb,
    client_id,
    toewijzing_nummer,
    product_categorie,
    product_code,
    begindatum
