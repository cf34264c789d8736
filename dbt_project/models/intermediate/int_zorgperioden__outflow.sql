-- Grain: one row per care period that has ended. Outflow is an end after which no care of the same zorgsoort goes on.
with

periods as (

    select * from {{ ref('int_zorgperioden__classified') }}

),

declaratieregels as (

    select * from {{ ref('int_declaratieregels__settled') }}
    where not is_credit and not is_gecrediteerd and regel_status != 'afgewezen'

),

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

with_next as (

    select
        *,
        min(begindatum) over (
            partition by client_id, gemeente_code, wet, zorgsoort
            order by einde
            -- of all care that ends later: when does the first of it begin
            range between interval '1 day' following and unbounded following
        ) as volgend_begin
    from periods

),

ended as (

    select with_next.*
    from with_next
    inner join data_until on with_next.einde <= data_until.gegevens_tot_en_met

),

still_declared as (

    select
        ended._source_file_id,
        ended._rij
    from ended
    inner join declaratieregels
        on
            ended.client_id = declaratieregels.client_id
            and ended.gemeente_code = declaratieregels.gemeente_code
            and ended.wet = declaratieregels.wet
            and ended.zorgsoort = declaratieregels.zorgsoort
            and ended.einde < declaratieregels.productperiode_begindatum
            and (ended.einde + interval '{{ var("uitstroom_declaratie_maanden") }} months')::date
            >= declaratieregels.productperiode_begindatum
    where ended.einde_herkomst = 'toewijzing'
    group by ended._source_file_id, ended._rij

)

select
    ended.client_id,
    ended.gemeente_code,
    ended.wet,
    ended.zorgsoort,
    ended.productgroep,
    {{ or_unknown('ended.product_code') }} as product_code,
    ended.aanbieder_agb,
    ended.verwijzer,
    ended.toewijzing_nummer,
    ended.einde,
    ended.einde_herkomst,
    ended.reden_beeindiging,
    ended.volgend_begin,
    still_declared._source_file_id is not null as is_nog_gedeclareerd,
    ended.is_voorlopig as is_bericht_voorlopig,
    ended.is_voorlopig
    or ended.einde + {{ var('uitstroom_vooruitkijk_dagen') }} > data_until.gegevens_tot_en_met as is_voorlopig,
    still_declared._source_file_id is null
    and (
        ended.volgend_begin is null
        or ended.volgend_begin > ended.einde + {{ var('uitstroom_vooruitkijk_dagen') }}
    ) as is_uitstroom,
    ended._source_file_id,
    ended._rij
from ended
cross join data_until
left join still_declared
    on ended._source_file_id = still_declared._source_file_id and ended._rij = still_declared._rij
