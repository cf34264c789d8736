-- Grain: one row per start or stop and rule about StatusAanlevering that it breaks, given what was delivered before.
with

berichten as (

    select
        _source_file_id,
        wet,
        gemeente_code,
        aanbieder_agb,
        bericht_datum,
        is_geweigerd,
        {{ bytewise('bericht_identificatie') }} as bericht_identificatie
    from {{ ref('int_berichten__judged') }}
    -- the retours of these messages repeat their classes
    where berichtsoort in ('305', '307')

),

events as (

    select
        _source_file_id,
        _rij,
        'StartProduct' as klasse,
        client_id,
        toewijzing_nummer,
        product_categorie,
        product_code,
        begindatum,
        null::date as einddatum,
        null::text as reden_beeindiging,
        status_aanlevering
    from {{ ref('stg_ijw_iwmo__startproducten') }}

    union all

    select
        _source_file_id,
        _rij,
        'StopProduct' as klasse,
        client_id,
        toewijzing_nummer,
        product_categorie,
        product_code,
        begindatum,
        einddatum,
        reden_beeindiging,
        status_aanlevering
    from {{ ref('stg_ijw_iwmo__stopproducten') }}

),

ordered as (

    select
        events._source_file_id,
        events._rij,
        events.klasse,
        events.status_aanlevering,
        -- what was refused counts as not sent; removals count down, so that a key stands while its sum is above zero
        coalesce(
            sum(case when events.status_aanlevering = '3' then -1 else 1 end)
            filter (where not berichten.is_geweigerd) over (
                partition by
                    berichten.wet, berichten.gemeente_code, berichten.aanbieder_agb, events.klasse, events.client_id,
                    events.toewijzing_nummer, events.product_categorie, events.product_code, events.begindatum,
                    events.einddatum, events.reden_beeindiging
                order by
                    berichten.bericht_datum, berichten.bericht_identificatie, events._source_file_id,
                    (events.status_aanlevering != '3'), events._rij
                rows between unbounded preceding and 1 preceding
            ), 0
        ) as standing_before,
        coalesce(
            sum(case when events.status_aanlevering = '3' then -1 else 1 end)
            filter (where not berichten.is_geweigerd and events.klasse = 'StopProduct') over (
                partition by
                    berichten.wet, berichten.gemeente_code, berichten.aanbieder_agb, events.client_id,
                    events.toewijzing_nummer, events.product_categorie, events.product_code, events.begindatum
                order by
                    berichten.bericht_datum, berichten.bericht_identificatie, events._source_file_id,
                    (events.status_aanlevering != '3'), events._rij
                rows between unbounded preceding and 1 preceding
            ), 0
        ) as stops_standing_before
    from events
    inner join berichten on events._source_file_id = berichten._source_file_id

)

select
    ordered._source_file_id,
    ordered.klasse,
    ordered._rij,
    rules.regel
from ordered
cross join
    lateral (
        values
        ('TR063', ordered.status_aanlevering = '3' and ordered.standing_before <= 0),
        (
            'TR071',
            ordered.klasse = 'StartProduct'
            and ordered.status_aanlevering = '3'
            and ordered.stops_standing_before > 0
        ),
        ('TR074', ordered.status_aanlevering = '1' and ordered.standing_before > 0)
    ) as rules (regel, is_broken)
where rules.is_broken
