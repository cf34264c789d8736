-- Grain: one row per message of which something was decided that the last build did not know, or knew otherwise.
with

verdicts as (

    select * from {{ ref('int_berichten__verdicts') }}

),

known as (

    {{ of_last_build('built_berichten', {'_source_file_id': 'bigint', 'oordeel': 'text'}) }}

)

-- a message that went counts as well: a copy of it with another content may have taken its place
select coalesce(verdicts._source_file_id, known._source_file_id) as _source_file_id
from verdicts
full outer join known on verdicts._source_file_id = known._source_file_id
where verdicts.oordeel is distinct from known.oordeel
