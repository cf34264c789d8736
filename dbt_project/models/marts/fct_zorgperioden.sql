-- Grain: one row per client, gemeente, wet, zorgsoort and begin of care that runs on with small gaps at most.
with

joined as (

    select * from {{ ref('int_zorgperioden__joined') }}
    where samenhang = 'zorgsoort'

),

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

)

select
    joined.client_id,
    joined.gemeente_code,
    joined.wet,
    joined.zorgsoort,
    joined.begindatum,
    {{ end_of_care('joined') }},
    joined.toewijzing_nummer,
    joined.aantal_zorgperioden,
    joined.aantal_aanbieders,
    joined.is_voorlopig
from joined
cross join data_until
