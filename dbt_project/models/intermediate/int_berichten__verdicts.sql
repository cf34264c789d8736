-- Grain: one row per distinct message: all that is decided about it, as one text to compare with the last build.
with

berichten as (

    select * from {{ ref('int_berichten__judged') }}

),

accepted as (

    select * from {{ ref('int_berichten__accepted') }}

),

answers as (

    select
        _source_file_id,
        string_agg(antwoord_file_id::text, ' ' order by antwoord_file_id) as antwoord_files
    from {{ ref('int_berichten__answers') }}
    group by _source_file_id

)

select
    berichten._source_file_id,
    md5(row(berichten, answers.antwoord_files, accepted.is_voorlopig)::text) as oordeel
from berichten
left join accepted on berichten._source_file_id = accepted._source_file_id
left join answers on berichten._source_file_id = answers._source_file_id
