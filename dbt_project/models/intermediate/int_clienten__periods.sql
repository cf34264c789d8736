-- Grain: one row per client and stretch of days in which he lives in one place.
with

newest as (

    select * from {{ ref('int_clienten__newest') }}

),

addresses as (

    select * from {{ ref('int_clienten__addresses') }}

),

gebieden as (

    select * from {{ ref('int_gebieden__pc4') }}

)

select
    newest.client_id,
    coalesce(addresses.geldig_van, date '0001-01-01') as geldig_van,
    coalesce(addresses.geldig_tot, date '9999-12-31') as geldig_tot,
    newest.geboortejaar,
    newest.geboortemaand,
    case newest.geslacht when '1' then 'man' when '2' then 'vrouw' else 'onbekend' end as geslacht,
    addresses.postcode_pc4,
    coalesce(gebieden.stadsdeel, 'onbekend') as stadsdeel
from newest
left join addresses on newest.client_id = addresses.client_id
left join gebieden on addresses.postcode_pc4 = gebieden.postcode_pc4
