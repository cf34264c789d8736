-- Grain: one row per start or stop whose StatusAanlevering does not fit what was delivered before.
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
        ) as standing_before
    from events
    inner join berichten on events._source_file_id = berichten._source_file_id

)

select
    _source_file_id,
    klasse,
    _rij,
    case when status_aanlevering = '3' then 'TR063' else 'TR074' end as regel
from ordered
where (status_aanlevering = '3' and standing_before <= 0) or (status_aanlevering = '1' and standing_before > 0)
