-- Grain: one row per message of an aanbieder that the register of aanbieders does not have.
with

register as (

    select aanbieder_agb
    from {{ ref('int_aanbieders__register') }}
    group by aanbieder_agb

),

-- without a register there is no list to hold a sender against
listed as (

    select count(*) as aanbieders
    from register

)

select
    berichten._source_file_id,
    'Header' as klasse,
    1 as _rij,
    'F013' as regel
from {{ ref('int_berichten__judged') }} as berichten
left join register on berichten.aanbieder_agb = register.aanbieder_agb
inner join listed on listed.aanbieders > 0
where berichten.berichtsoort in ('305', '307', '315', '317', '323') and register.aanbieder_agb is null
