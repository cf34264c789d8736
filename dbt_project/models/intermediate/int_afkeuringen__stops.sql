-- Grain: one row per standing stop and rule that it breaks.
with

berichten as (

    select
        _source_file_id,
        bericht_datum,
        {{ bytewise('bericht_identificatie') }} as bericht_identificatie
    from {{ ref('int_berichten__judged') }}

),

numbers as (

    select
        wet,
        gemeente_code,
        aanbieder_agb,
        toewijzing_nummer
    from {{ ref('int_toewijzingen__versions') }}
    group by wet, gemeente_code, aanbieder_agb, toewijzing_nummer

),

starts as (

    select * from {{ ref('int_starts__standing') }}

),

judged as (

    select
        stops._source_file_id,
        stops._rij,
        stops.reden_beeindiging,
        stops.einddatum,
        numbers.toewijzing_nummer is null as is_unknown,
        starts._rij is null as has_no_start,
        coalesce(bool_or(stops.reden_beeindiging = '20') over earlier, false) as has_temporary_stop,
        coalesce(bool_or(stops.reden_beeindiging != '20') over earlier, false) as has_definitive_stop,
        max(stops.einddatum) over earlier as latest_einddatum
    from {{ ref('int_stops__standing') }} as stops
    inner join berichten on stops._source_file_id = berichten._source_file_id
    left join numbers
        on
            stops.wet = numbers.wet
            and stops.gemeente_code = numbers.gemeente_code
            and stops.aanbieder_agb = numbers.aanbieder_agb
            and stops.toewijzing_nummer = numbers.toewijzing_nummer
    left join starts
        on
            stops.wet = starts.wet
            and stops.gemeente_code = starts.gemeente_code
            and stops.aanbieder_agb = starts.aanbieder_agb
            and stops.client_id = starts.client_id
            and stops.toewijzing_nummer = starts.toewijzing_nummer
            and stops.product_categorie is not distinct from starts.product_categorie
            and stops.product_code is not distinct from starts.product_code
            and stops.begindatum = starts.begindatum
    where stops.toewijzing_nummer is not null
    window earlier as (
        partition by
            stops.wet, stops.gemeente_code, stops.aanbieder_agb, stops.client_id, stops.toewijzing_nummer,
            stops.begindatum
        order by berichten.bericht_datum, berichten.bericht_identificatie, stops._source_file_id, stops._rij
        rows between unbounded preceding and 1 preceding
    )

)

select
    judged._source_file_id,
    'StopProduct' as klasse,
    judged._rij,
    rules.regel
from judged
cross join
    lateral (
        values
        ('TR019', judged.is_unknown),
        ('TR382', judged.has_no_start),
        ('TR413', judged.has_temporary_stop and judged.reden_beeindiging = '20'),
        ('TR414', judged.einddatum < judged.latest_einddatum),
        ('TR415', judged.has_definitive_stop)
    ) as rules (regel, is_broken)
where rules.is_broken
