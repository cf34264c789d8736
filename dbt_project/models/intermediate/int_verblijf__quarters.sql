-- Grain: one row per care period of verblijf and quarter in which it runs, with its first day in that quarter.
with

periods as (

    select * from {{ ref('int_zorgperioden__classified') }}
    where is_verblijf

),

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

quarters as (

    select
        periods.*,
        greatest(periods.begindatum, quarters.begin_at::date) as gebeurtenis_datum
    from periods
    inner join data_until on periods.begindatum <= data_until.gegevens_tot_en_met
    cross join generate_series(
        {{ period_start("'kwartaal'", 'periods.begindatum') }}::timestamp,
        least(periods.einde, data_until.gegevens_tot_en_met)::timestamp,
        interval '3 months'
    ) as quarters (begin_at)

),

dated as (

    select
        *,
        {{ month_end('min(gebeurtenis_datum) over (partition by client_id, extract(year from gebeurtenis_datum))') }}
            as peildatum
    from quarters

)

select
    dated.client_id,
    dated.gebeurtenis_datum,
    dated.gemeente_code,
    dated.wet,
    dated.zorgsoort,
    dated.productgroep,
    {{ or_unknown('dated.product_code') }} as product_code,
    dated.aanbieder_agb,
    dated.verwijzer,
    {{ age_on('dated.peildatum', 'clienten') }} as leeftijd_eerste_zorg,
    dated.is_voorlopig
from dated
left join {{ ref('int_clienten__periods') }} as clienten
    on
        dated.client_id = clienten.client_id
        and dated.peildatum between clienten.geldig_van and clienten.geldig_tot
