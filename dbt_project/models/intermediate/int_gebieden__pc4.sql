-- Grain: one row per PC4. The division into stadsdelen is the newest one, so that no series breaks at a new division.
with

judged as (

    select
        *,
        {{ is_newest_delivery() }} as is_geldig
    from {{ ref('stg_registers__gebied') }}

),

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

lines as (

    select
        left(judged.postcode, 4) as postcode_pc4,
        judged.stadsdeel,
        count(*) as postcodes
    from judged
    inner join data_until
        on
            judged.geldig_van <= data_until.gegevens_tot_en_met
            and data_until.gegevens_tot_en_met <= coalesce(judged.geldig_tot, date '9999-12-31')
    where judged.is_geldig
    group by left(judged.postcode, 4), judged.stadsdeel

),

ranked as (

    select
        postcode_pc4,
        stadsdeel,
        -- of a client only four digits are known here: the stadsdeel in which most of them lie
        row_number() over (
            partition by postcode_pc4
            order by postcodes desc, {{ bytewise('stadsdeel') }}
        ) as line_rank
    from lines

)

select
    postcode_pc4,
    stadsdeel
from ranked
where line_rank = 1
