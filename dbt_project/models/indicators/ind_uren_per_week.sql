-- Grain: one row per period and combination of splits. IND011 = IND008 / weeks in care.
with

volumes as (

    select * from {{ ref('ind_volume') }}
    where zorgsoort not in ({{ quoted(var('etmaal_zorgsoorten')) }})

),

of_care as (

    select
        periode_type,
        periode_start,
        gemeente_code,
        wet,
        zorgsoort,
        onderdeel,
        deel,
        sum(dagen) as dagen
    from {{ ref('int_zorgperioden__days') }}
    group by periode_type, periode_start, zorgsoort, onderdeel, deel, cube (gemeente_code, wet)

),

of_clients as (

    select
        periode_type,
        periode_start,
        gemeente_code,
        wet,
        zorgsoort,
        stadsdeel,
        leeftijdsband,
        geslacht,
        sum(dagen) as dagen
    from {{ ref('int_clienten__days') }}
    group by
        periode_type,
        periode_start,
        zorgsoort,
        grouping sets ((stadsdeel), (leeftijdsband), (geslacht)),
        cube (gemeente_code, wet)

),

parts as (

    select * from of_care

    union all

    select
        of_clients.periode_type,
        of_clients.periode_start,
        of_clients.gemeente_code,
        of_clients.wet,
        of_clients.zorgsoort,
        case
            when of_clients.leeftijdsband is not null then 'leeftijdsgroep'
            when of_clients.stadsdeel is not null then 'stadsdeel'
            else 'geslacht'
        end as onderdeel,
        case
            when of_clients.leeftijdsband is not null then coalesce(groepen.leeftijdsgroep, 'onbekend')
            else coalesce(of_clients.stadsdeel, of_clients.geslacht)
        end as deel,
        of_clients.dagen
    from of_clients
    -- whoever is of an age counts in every group that holds it
    left join {{ ref('leeftijdsgroepen') }} as groepen
        on
            of_clients.leeftijdsband >= groepen.leeftijd_van
            and of_clients.leeftijdsband <= coalesce(groepen.leeftijd_tot, 999)

),

split as (

    select
        periode_type,
        periode_start,
        {{ period_end('periode_type', 'periode_start') }} as periode_eind,
        gemeente_code,
        wet,
        zorgsoort,
        case when onderdeel = 'productgroep' then deel end as productgroep,
        case when onderdeel = 'product_code' then deel end as product_code,
        case when onderdeel = 'aanbieder_agb' then deel end as aanbieder_agb,
        case when onderdeel = 'verwijzer' then deel end as verwijzer,
        case when onderdeel = 'stadsdeel' then deel end as stadsdeel,
        case when onderdeel = 'leeftijdsgroep' then deel end as leeftijdsgroep,
        case when onderdeel = 'geslacht' then deel end as geslacht,
        round(sum(dagen) / 7.0, 6) as weken
    from parts
    group by periode_type, periode_start, gemeente_code, wet, zorgsoort, onderdeel, deel

),

weeks as (

    select
        *,
        {{ split_bits() }} as splitsing
    from split

)

select
    'IND011' as indicator_code,
    {{ split_columns('weeks') }},
    round(volumes.waarde / weeks.weken, 6) as waarde,
    volumes.waarde as teller,
    weeks.weken as noemer,
    volumes.is_voorlopig
from weeks
inner join volumes on {{ split_key('weeks') }} = {{ split_key('volumes') }}
where weeks.weken > 0
