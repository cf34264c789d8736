-- Grain: one row per stretch of care that has ended within the data, with what came after it.
with

joined as (

    select * from {{ ref('int_zorgperioden__joined') }}

),

periods as (

    select * from {{ ref('int_zorgperioden__classified') }}
    where wet = 'jeugdwet'

),

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

ended as (

    select
        joined.*,
        (joined.einde + interval '{{ var("herstart_maanden") }} months')::date as herstart_tot_en_met,
        data_until.gegevens_tot_en_met
    from joined
    inner join data_until on joined.einde <= data_until.gegevens_tot_en_met

),

-- any youth care, at whatever aanbieder and in whatever gemeente
restarted as (

    select
        ended.client_id,
        ended.einde,
        min(periods.begindatum) as herstart_datum
    from ended
    inner join periods
        on
            ended.client_id = periods.client_id
            and ended.einde < periods.begindatum
            and ended.herstart_tot_en_met >= periods.begindatum
            and ended.gegevens_tot_en_met >= periods.begindatum
    group by ended.client_id, ended.einde

)

select
    ended.samenhang,
    ended.client_id,
    ended.gemeente_code,
    ended.wet,
    ended.zorgsoort,
    ended.onderdeel,
    ended.begindatum,
    ended.einde,
    ended.einde - ended.begindatum as duur_dagen,
    ended.einde_herkomst,
    ended.reden_beeindiging,
    ended.toewijzing_nummer,
    ended.verwijzer,
    restarted.herstart_datum,
    ended.herstart_tot_en_met > ended.gegevens_tot_en_met as is_herstart_voorlopig,
    -- care that begins within the gap makes the end no end
    ended.is_voorlopig
    or ended.einde + {{ var('samenhang_dagen') }} + 1 > ended.gegevens_tot_en_met as is_voorlopig
from ended
left join restarted on ended.client_id = restarted.client_id and ended.einde = restarted.einde
