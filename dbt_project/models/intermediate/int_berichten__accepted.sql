-- Grain: one row per message that counts. Without a retour a message counts, but it is provisional for a while.
with

berichten as (

    select * from {{ ref('int_berichten__judged') }}

),

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

)

select
    berichten._source_file_id,
    berichten.wet,
    berichten.berichtsoort,
    berichten.gemeente_code,
    berichten.aanbieder_agb,
    berichten.bericht_identificatie,
    berichten.bericht_datum,
    berichten.has_antwoord,
    not berichten.has_antwoord
    and berichten.bericht_datum + {{ var('retour_termijn_dagen') }} >= data_until.gegevens_tot_en_met as is_voorlopig
from berichten
cross join data_until
where not berichten.is_retour and not berichten.is_geweigerd
