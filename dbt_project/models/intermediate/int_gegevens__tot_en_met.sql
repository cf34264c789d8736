-- Grain: one row per source that has data. The senders' dates decide, never the moment of loading.
with

berichten as (

    select * from {{ ref('int_berichten__judged') }}
    -- one message from the future must not make everything else look old
    where not is_datum_geweigerd

)

select
    'ijw_iwmo' as bron,
    max(bericht_datum) as gegevens_tot_en_met
from berichten
-- a retour repeats the Dagtekening of the message it answers
where not is_retour or berichtsoort = '325'
-- so that no data is no row, instead of one row without a date
having count(*) > 0
