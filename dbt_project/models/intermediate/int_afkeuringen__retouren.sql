-- Grain: one row per message that was refused by its receiver, and per retour of a message that is not here.
with

berichten as (

    select * from {{ ref('int_berichten__judged') }}

),

answers as (

    select antwoord_file_id
    from {{ ref('int_berichten__answers') }}
    group by antwoord_file_id

)

select
    _source_file_id,
    'Header' as klasse,
    1 as _rij,
    'X078' as regel
from berichten
where is_geweigerd

union all

select
    berichten._source_file_id,
    'Header' as klasse,
    1 as _rij,
    'X079' as regel
from berichten
left join answers on berichten._source_file_id = answers.antwoord_file_id
-- of a 325 the same is said by TR337
where berichten.is_retour and berichten.berichtsoort != '325' and answers.antwoord_file_id is null
