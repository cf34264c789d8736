-- Grain: one row per aanbieder that a message names.
with

berichten as (

    select * from {{ ref('int_berichten__judged') }}

)

select
    aanbieder_agb,
    bool_or(wet = 'jeugdwet') as is_jeugdwet,
    bool_or(wet = 'wmo') as is_wmo,
    min(bericht_datum) as eerste_bericht_datum,
    max(bericht_datum) as laatste_bericht_datum
from berichten
group by aanbieder_agb
