-- Grain: one row per aanbieder in the newest delivery of the register: its line with the newest geldig_van.
with

judged as (

    select
        *,
        {{ is_newest_delivery() }} as is_geldig
    from {{ ref('stg_registers__aanbieders') }}

),

ranked as (

    select
        *,
        row_number() over (partition by aanbieder_agb order by geldig_van desc, _rij desc) as line_rank
    from judged
    where is_geldig

)

select
    aanbieder_agb,
    naam,
    concern,
    is_gecontracteerd,
    is_hoogspecialistisch,
    levert_verblijf,
    _source_file_id,
    _rij
from ranked
where line_rank = 1
