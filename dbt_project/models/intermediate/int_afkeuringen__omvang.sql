-- Grain: one row per client in a message with more products or lines than a client can well have.
with

berichten as (

    select _source_file_id from {{ ref('int_berichten__judged') }}

),

counted as (

    select
        _source_file_id,
        client_id,
        count(*) as aantal
    from {{ ref('stg_ijw_iwmo__prestaties') }}
    group by _source_file_id, client_id

    union all

    select
        _source_file_id,
        client_id,
        count(*) as aantal
    from {{ ref('stg_ijw_iwmo__toewijzingen') }}
    group by _source_file_id, client_id

)

select
    clienten._source_file_id,
    'Client' as klasse,
    clienten._rij,
    'X081' as regel
from counted
inner join berichten on counted._source_file_id = berichten._source_file_id
inner join {{ ref('stg_ijw_iwmo__clienten') }} as clienten
    on
        counted._source_file_id = clienten._source_file_id
        and counted.client_id = clienten.client_id
where counted.aantal > {{ var('meeste_producten_per_client', 500) }}
group by clienten._source_file_id, clienten._rij
