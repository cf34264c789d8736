-- Grain: one row per source that has data. The senders' dates decide, never the moment of loading.
with

berichten as (

    select * from {{ ref('int_berichten__judged') }}
    -- one message from the future must not make everything else look old
    where not is_datum_geweigerd

),

receipts as (

    -- the day that envelopes name, else the day on which senders wrote their files; clocks may differ a day
    select max((coalesce(received_at, changed_at) at time zone 'UTC')::date) + 1 as last_day
    from {{ ref('stg_meta__files') }}
    where bron = 'ijw_iwmo'

)

select
    'ijw_iwmo' as bron,
    max(berichten.bericht_datum) as gegevens_tot_en_met
from berichten
cross join receipts
where
    -- a retour repeats the Dagtekening of the message it answers
    (not berichten.is_retour or berichten.berichtsoort = '325')
    -- what is dated after everything that ever came in is a slip of the pen (TR135)
    and berichten.bericht_datum <= coalesce(receipts.last_day, berichten.bericht_datum)
-- so that no data is no row, instead of one row without a date
having count(*) > 0
