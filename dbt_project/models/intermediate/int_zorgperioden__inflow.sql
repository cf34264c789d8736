-- Grain: one row per care period that has begun. Inflow: no care of the same zorgsoort in the days before.
with

periods as (

    select * from {{ ref('int_zorgperioden__classified') }}

),

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

with_previous as (

    select
        *,
        max(einde) over (
            partition by client_id, gemeente_code, wet, zorgsoort
            order by begindatum
            -- care that begins on the same day is not earlier care
            range between unbounded preceding and interval '1 day' preceding
        ) as vorig_einde
    from periods

)

select
    with_previous.client_id,
    with_previous.gemeente_code,
    with_previous.wet,
    with_previous.zorgsoort,
    with_previous.productgroep,
    {{ or_unknown('with_previous.product_code') }} as product_code,
    with_previous.aanbieder_agb,
    with_previous.verwijzer,
    with_previous.toewijzing_nummer,
    with_previous.begindatum,
    with_previous.begin_herkomst,
    with_previous.vorig_einde,
    with_previous.is_voorlopig,
    with_previous.vorig_einde is null
    or with_previous.vorig_einde
    < with_previous.begindatum - {{ var('instroom_terugkijk_dagen') }} as is_instroom,
    with_previous._source_file_id,
    with_previous._rij
from with_previous
inner join data_until on with_previous.begindatum <= data_until.gegevens_tot_en_met
