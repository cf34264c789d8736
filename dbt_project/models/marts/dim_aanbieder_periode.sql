-- Grain: one row per aanbieder and geldig_van in the newest delivery of the register: what it was, from when to when.
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
        coalesce(geldig_van, date '0001-01-01') as begin_datum,
        row_number() over (partition by aanbieder_agb, geldig_van order by _rij desc) as line_rank
    from judged
    where is_geldig

),

followed as (

    select
        *,
        lead(begin_datum) over (partition by aanbieder_agb order by begin_datum) as volgend_begin
    from ranked
    where line_rank = 1

)

select
    aanbieder_agb,
    begin_datum as geldig_van,
    -- the next line takes over, whatever end this one states
    least(coalesce(geldig_tot, date '9999-12-31'), coalesce(volgend_begin - 1, date '9999-12-31')) as geldig_tot,
    naam as aanbieder_naam,
    concern,
    is_gecontracteerd,
    is_hoogspecialistisch,
    is_regionaal,
    levert_verblijf
from followed
