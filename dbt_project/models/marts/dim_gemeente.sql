-- Grain: one row per gemeente, those of today and any other code that messages name.
with

gemeenten as (

    select * from {{ ref('gemeenten') }}

),

named_in_messages as (

    select gemeente_code
    from {{ ref('int_berichten__judged') }}
    group by gemeente_code

)

select
    coalesce(gemeenten.gemeente_code, named_in_messages.gemeente_code) as gemeente_code,
    gemeenten.gemeente_naam,
    gemeenten.provincie,
    gemeenten.jeugdregio
from gemeenten
full outer join named_in_messages on gemeenten.gemeente_code = named_in_messages.gemeente_code
