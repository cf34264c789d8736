-- Grain: one row per reference day of the lists of jeugd-GGZ. Whether all who ever gave a list gave one.
with

lists as (

    select
        peildatum,
        aanbieder_agb
    from {{ ref('stg_wachtlijsten__jeugd_ggz_kinderen') }}

    union

    select
        peildatum,
        aanbieder_agb
    from {{ ref('stg_wachtlijsten__jeugd_ggz') }}

),

providers as (

    select count(distinct aanbieder_agb) as aantal
    from lists

)

-- who was asked once is asked each time
select
    lists.peildatum,
    count(distinct lists.aanbieder_agb) = max(providers.aantal) as is_volledig
from lists
cross join providers
group by lists.peildatum
