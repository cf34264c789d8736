-- Grain: one row per client and stretch of days from one begin of care to the next.
with

newest as (

    select * from {{ ref('int_clienten__newest') }}

),

addresses as (

    select * from {{ ref('int_clienten__addresses') }}

),

begins as (

    select * from {{ ref('int_clienten__begins') }}

),

gebieden as (

    select * from {{ ref('int_gebieden__pc4') }}

),

starts as (

    select
        newest.client_id,
        -- of somebody without care, on the day of the first address
        coalesce(begins.begindatum, date '0001-01-01') as begindatum,
        coalesce(begins.adres_datum, date '0001-01-01') as adres_datum,
        row_number() over (partition by newest.client_id order by begins.begindatum) as begin_rank
    from newest
    left join begins on newest.client_id = begins.client_id

)

select
    newest.client_id,
    -- what is known of the time before care: where care found him
    case when starts.begin_rank = 1 then date '0001-01-01' else starts.begindatum end as geldig_van,
    coalesce(
        lead(starts.begindatum) over (partition by starts.client_id order by starts.begindatum) - 1, date '9999-12-31'
    ) as geldig_tot,
    newest.geboortejaar,
    newest.geboortemaand,
    case newest.geslacht when '1' then 'man' when '2' then 'vrouw' else 'onbekend' end as geslacht,
    addresses.postcode_pc4,
    coalesce(gebieden.stadsdeel, 'onbekend') as stadsdeel
from starts
inner join newest on starts.client_id = newest.client_id
left join addresses
    on
        starts.client_id = addresses.client_id
        and starts.adres_datum between addresses.geldig_van and addresses.geldig_tot
left join gebieden on addresses.postcode_pc4 = gebieden.postcode_pc4
