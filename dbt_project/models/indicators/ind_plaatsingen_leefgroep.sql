-- Grain: one row per period and combination of splits. IND105.
with

placements as (

    select * from {{ ref('int_zorgperioden__joined') }}
    where samenhang = 'verblijf_zorgsoort_aanbieder' and zorgsoort not in ('pleegzorg', 'gezinshuis')

),

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

events as (

    select
        placements.client_id,
        placements.begindatum as gebeurtenis_datum,
        placements.gemeente_code,
        placements.wet,
        placements.zorgsoort,
        placements.productgroep,
        placements.onderdeel as aanbieder_agb,
        coalesce(verwijzingen.verwijzer, 'onbekend') as verwijzer,
        1 as plaatsingen,
        placements.is_voorlopig
    from placements
    inner join data_until on placements.begindatum <= data_until.gegevens_tot_en_met
    inner join {{ ref('int_clienten__periods') }} as clienten
        on
            placements.client_id = clienten.client_id
            and {{ month_end('placements.begindatum') }} between clienten.geldig_van and clienten.geldig_tot
    left join {{ ref('int_toewijzingen__referrer') }} as verwijzingen
        on
            placements.wet = verwijzingen.wet
            and placements.gemeente_code = verwijzingen.gemeente_code
            and placements.toewijzing_nummer = verwijzingen.toewijzing_nummer
    where {{ age_on(month_end('placements.begindatum'), 'clienten') }} < {{ var('leefgroep_jonger_dan') }}

),

{{ sums_per_split(['plaatsingen'], ['kwartaal', 'jaar'], ['productgroep', 'verwijzer', 'leeftijdsgroep']) }}

select
    'IND105' as indicator_code,
    {{ split_columns('summed') }},
    summed.plaatsingen::numeric as waarde,
    null::numeric as teller,
    null::numeric as noemer,
    {{ is_provisional_by_period('summed') }} as is_voorlopig
from summed
cross join data_until
