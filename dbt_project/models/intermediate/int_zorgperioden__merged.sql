-- Grain: one row per client, gemeente, wet, zorgsoort, part and stretch: care of two toewijzingen at once is one day.
with

periods as (

    select * from {{ ref('int_zorgperioden__classified') }}

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
        periods.zorgsoort,
        kinds.onderdeel,
        kinds.deel,
        daterange(
            periods.begindatum, least(periods.einde, data_until.gegevens_tot_en_met) + 1
        ) as dagen
    from periods
    inner join data_until on periods.begindatum <= data_until.gegevens_tot_en_met
    cross join
        lateral (
            values
            ('geheel', ''),
            ('aanbieder_agb', periods.aanbieder_agb),
            ('productgroep', periods.productgroep),
            ('product_code', {{ or_unknown('periods.product_code') }}),
            ('verwijzer', periods.verwijzer)
        ) as kinds (onderdeel, deel)

),

merged as (

    select
        client_id,
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
    client_id,
    gemeente_code,
    wet,
    zorgsoort,
    onderdeel,
    deel,
    lower(dagen) as begindatum,
    upper(dagen) - 1 as einddatum
from merged
