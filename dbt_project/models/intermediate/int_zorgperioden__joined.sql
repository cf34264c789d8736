-- Grain: one row per samenhang and stretch of care periods that follow each other with small gaps.
with

periods as (

    select * from {{ ref('int_zorgperioden__classified') }}

),

keyed as (

    select
        periods.*,
        samenhangen.samenhang,
        samenhangen.zorgsoort_sleutel,
        samenhangen.onderdeel
    from periods
    cross join
        lateral (
            values
            ('zorgsoort', periods.zorgsoort, '', true),
            ('zorgsoort_aanbieder', periods.zorgsoort, periods.aanbieder_agb, true),
            ('zorgsoort_productgroep', periods.zorgsoort, periods.productgroep, true),
            ('zorgsoort_product', periods.zorgsoort, coalesce(periods.product_code, 'onbekend'), true),
            ('verblijf', '', '', periods.is_verblijf),
            ('verblijf_zorgsoort', periods.zorgsoort, '', periods.is_verblijf),
            ('verblijf_aanbieder', '', periods.aanbieder_agb, periods.is_verblijf),
            ('verblijf_zorgsoort_aanbieder', periods.zorgsoort, periods.aanbieder_agb, periods.is_verblijf),
            ('verblijf_productgroep', '', periods.productgroep, periods.is_verblijf),
            ('verblijf_zorgsoort_productgroep', periods.zorgsoort, periods.productgroep, periods.is_verblijf)
        ) as samenhangen (samenhang, zorgsoort_sleutel, onderdeel, is_deel)
    where samenhangen.is_deel

),

with_previous as (

    select
        *,
        max(einde) over (
            partition by samenhang, client_id, gemeente_code, wet, zorgsoort_sleutel, onderdeel
            order by begindatum, einde, _source_file_id, _rij
            rows between unbounded preceding and 1 preceding
        ) as vorig_einde
    from keyed

),

numbered as (

    select
        *,
        -- the gap is the days without care: the day after the end of the one and the day before the begin of the other
        count(*) filter (
            where vorig_einde is null or begindatum > vorig_einde + {{ var('samenhang_dagen') }} + 1
        ) over (
            partition by samenhang, client_id, gemeente_code, wet, zorgsoort_sleutel, onderdeel
            order by begindatum, einde, _source_file_id, _rij
        ) as reeks_nummer
    from with_previous

)

select
    samenhang,
    client_id,
    gemeente_code,
    wet,
    nullif(zorgsoort_sleutel, '') as zorgsoort,
    nullif(onderdeel, '') as onderdeel,
    min(begindatum) as begindatum,
    max(einde) as einde,
    -- of periods that end on one day a stop says more than an Einddatum
    (
        array_agg(
            einde_herkomst
            order by einde desc, (einde_herkomst != 'stop'), {{ bytewise('reden_beeindiging') }}
        )
    )[1] as einde_herkomst,
    (
        array_agg(
            reden_beeindiging
            order by einde desc, (einde_herkomst != 'stop'), {{ bytewise('reden_beeindiging') }}
        )
    )[1] as reden_beeindiging,
    (
        array_agg(
            toewijzing_nummer
            order by begindatum, toewijzing_nummer
        )
    )[1] as toewijzing_nummer,
    -- who referred to the first of it
    (
        array_agg(
            verwijzer
            order by begindatum, toewijzing_nummer, {{ bytewise('verwijzer') }}
        )
    )[1] as verwijzer,
    (
        array_agg(
            productgroep
            order by begindatum, toewijzing_nummer, {{ bytewise('productgroep') }}
        )
    )[1] as productgroep,
    count(*)::integer as aantal_zorgperioden,
    count(distinct aanbieder_agb)::integer as aantal_aanbieders,
    bool_or(is_voorlopig) as is_voorlopig
from numbered
group by samenhang, client_id, gemeente_code, wet, zorgsoort_sleutel, onderdeel, reeks_nummer
