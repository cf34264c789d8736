-- Grain: one row per period and combination of splits. IND011 = IND008 / weeks in care.
with

volumes as (

    select * from {{ ref('ind_volume') }}
    where zorgsoort not in ({{ quoted(var('etmaal_zorgsoorten')) }})

),

periode_typen (periode_type) as (

    {{ period_types(['kwartaal', 'jaar']) }}

),

summed as (

    select
        periode_typen.periode_type,
        {{ period_start('periode_typen.periode_type', 'spent.kwartaal_start') }} as periode_start,
        spent.gemeente_code,
        spent.wet,
        spent.zorgsoort,
        spent.onderdeel,
        spent.deel,
        sum(spent.dagen) as dagen
    from {{ ref('int_zorgperioden__days') }} as spent
    cross join periode_typen
    group by
        periode_typen.periode_type,
        {{ period_start('periode_typen.periode_type', 'spent.kwartaal_start') }},
        spent.zorgsoort,
        spent.onderdeel,
        spent.deel,
        cube (spent.gemeente_code, spent.wet)

),

parted as (

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
        round(dagen / 7.0, 6) as weken
    from summed

),

weeks as (

    select
        periode_type,
        periode_start,
        periode_eind,
        {{ row_split_by([
            'gemeente_code', 'wet', 'zorgsoort', 'productgroep', 'product_code', 'aanbieder_agb', 'verwijzer'
        ]) }}
        {{ split_bits([
            'gemeente_code', 'wet', 'zorgsoort', 'productgroep', 'product_code', 'aanbieder_agb', 'verwijzer'
        ]) }} as splitsing,
        weken
    from parted

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
