-- Grain: one row per declaratieregel with another tarief than was agreed for its product.
{{ config(materialized='incremental', incremental_strategy='append', pre_hook='{{ forget_touched() }}') }}
with

tarieven as (

    select
        *,
        {{ is_newest_delivery() }} as is_geldig
    from {{ ref('stg_registers__tarieven') }}

),

lines as (

    select *
    from {{ ref('int_declaratieregels__judged') }}
    where tarief_eurocent is not null and not is_credit and {{ of_touched_clients() }}

),

agreed as (

    select
        lines.client_id,
        lines._source_file_id,
        lines._rij,
        lines.tarief_eurocent,
        -- an agreement with the aanbieder goes before one with all, then that of the gemeente before that of all
        rank() over (
            partition by lines._source_file_id, lines._rij
            order by (tarieven.aanbieder_agb is null), (tarieven.gemeente_code = '*')
        ) as agreement_rank,
        -- IV081: minutes of an hourly tarief bear its sixtieth
        round(
            tarieven.tarief_euro * 100 / case when tarieven.eenheid = '04' and lines.eenheid = '01' then 60 else 1 end
        ) as afgesproken_eurocent
    from lines
    inner join tarieven
        on
            lines.wet = tarieven.wet
            and tarieven.gemeente_code in (lines.gemeente_code, '*')
            and lines.product_categorie = tarieven.product_categorie
            and lines.product_code = tarieven.product_code
            and coalesce(lines.aanbieder_agb = tarieven.aanbieder_agb, true)
            and lines.productperiode_begindatum >= tarieven.geldig_van
            and lines.productperiode_begindatum <= coalesce(tarieven.geldig_tot, date '9999-12-31')
    where
        tarieven.is_geldig
        and (lines.eenheid = tarieven.eenheid or (lines.eenheid = '01' and tarieven.eenheid = '04'))

)

select
    client_id,
    _source_file_id,
    'Prestatie' as klasse,
    _rij,
    'TR418' as regel
from agreed
where agreement_rank = 1
group by client_id, _source_file_id, _rij
having not bool_or(tarief_eurocent = afgesproken_eurocent)
