-- Grain: one row per quarter, gemeente, wet, zorgsoort and part: days in care, each day of a client once in a part.
with

periods as (

    select * from {{ ref('int_zorgperioden__dated') }}

),

producten as (

    select * from {{ ref('int_producten__zorgsoort') }}

),

referrers as (

    select * from {{ ref('int_toewijzingen__referrer') }}

),

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

parts as (

    select
        periods.client_id,
        periods.gemeente_code,
        periods.wet,
        producten.zorgsoort,
        kinds.onderdeel,
        kinds.deel,
        daterange(
            periods.begindatum, least(periods.einde, data_until.gegevens_tot_en_met) + 1
        ) as dagen
    from periods
    inner join data_until on periods.begindatum <= data_until.gegevens_tot_en_met
    inner join producten
        on
            periods.gemeente_code = producten.gemeente_code
            and periods.wet = producten.wet
            and coalesce(periods.product_categorie, '') = producten.product_categorie
            and coalesce(periods.product_code, '') = producten.product_code
            and periods.begindatum = producten.peildatum
    left join referrers
        on
            periods.wet = referrers.wet
            and periods.gemeente_code = referrers.gemeente_code
            and periods.toewijzing_nummer = referrers.toewijzing_nummer
    cross join
        lateral (
            values
            ('geheel', ''),
            ('aanbieder_agb', periods.aanbieder_agb),
            ('productgroep', producten.productgroep),
            ('product_code', {{ or_unknown('periods.product_code') }}),
            ('verwijzer', coalesce(referrers.verwijzer, 'onbekend'))
        ) as kinds (onderdeel, deel)

),

-- care of two toewijzingen at the same time is one day in care
merged as (

    select
        gemeente_code,
        wet,
        zorgsoort,
        onderdeel,
        deel,
        unnest(range_agg(dagen)) as dagen
    from parts
    group by client_id, gemeente_code, wet, zorgsoort, onderdeel, deel

)

select
    quarters.begin_at::date as kwartaal_start,
    merged.gemeente_code,
    merged.wet,
    merged.zorgsoort,
    merged.onderdeel,
    merged.deel,
    sum(
        least(upper(merged.dagen), (quarters.begin_at + interval '3 months')::date)
        - greatest(lower(merged.dagen), quarters.begin_at::date)
    ) as dagen
from merged
cross join
    generate_series(
        {{ period_start("'kwartaal'", 'lower(merged.dagen)') }}::timestamp,
        (upper(merged.dagen) - 1)::timestamp,
        interval '3 months'
    ) as quarters (begin_at)
group by
    quarters.begin_at, merged.gemeente_code, merged.wet, merged.zorgsoort, merged.onderdeel, merged.deel
