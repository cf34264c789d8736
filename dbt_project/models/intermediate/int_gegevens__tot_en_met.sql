-- Grain: one row per source that has data. The senders' dates decide, never the moment of loading.
with

berichten as (

    select * from {{ ref('int_berichten__judged') }}
    -- TR135: a message from the future is refused; it must not move the date for all others
    where not is_geweigerd

)

select
    'ijw_iwmo' as bron,
    max(bericht_datum) as gegevens_tot_en_met
from berichten
-- a retour repeats the Dagtekening of the message it answers
where not is_retour or berichtsoort = '325'
-- so that no data is no row, instead of one row without a date
having count(*) > 0
