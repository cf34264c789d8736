-- Grain: one row per month, client, product, aanbieder, verwijzer and unit with approved lines: volume and amount.
{{ config(materialized='incremental', incremental_strategy='append', pre_hook='{{ forget_touched() }}') }}
with

lines as (

    select
        *,
        {{ month_start('productperiode_begindatum') }} as maand,
        {{ measured_unit('eenheid') }} as volume_eenheid,
        -- whole minutes where the unit is one of time, so that a sum has no fractions
        coalesce({{ minutes('geleverd_volume', 'eenheid') }}, geleverd_volume) as volume,
        case when is_credit then -ingediend_bedrag_eurocent else ingediend_bedrag_eurocent end as bedrag_eurocent
    from {{ ref('int_declaratieregels__settled') }}
    where regel_status = 'goedgekeurd' and {{ of_touched_clients() }}

),

-- what the register says of a product is the same on every day of one line of it
producten as (

    select
        product_id,
        bool_or(is_groep) as is_groep,
        bool_or(is_verblijf) as is_verblijf,
        bool_or(is_zbo) as is_zbo,
        bool_or(scope_uitvoeringsagenda) as scope_uitvoeringsagenda
    from {{ ref('int_producten__zorgsoort') }}
    group by product_id

),

zbo as (

    select * from {{ ref('int_toewijzingen__zbo') }}

),

described as (

    select
        lines.*,
        producten.is_groep,
        producten.is_verblijf,
        producten.scope_uitvoeringsagenda,
        producten.is_zbo or zbo.toewijzing_nummer is not null as is_zbo
    from lines
    inner join producten on lines.product_id = producten.product_id
    left join zbo
        on
            lines.wet = zbo.wet
            and lines.gemeente_code = zbo.gemeente_code
            and lines.toewijzing_nummer = zbo.toewijzing_nummer

)

select
    maand,
    client_id,
    gemeente_code,
    wet,
    zorgsoort,
    productgroep,
    product_categorie,
    product_code,
    aanbieder_agb,
    verwijzer,
    volume_eenheid,
    is_groep,
    is_verblijf,
    is_zbo,
    scope_uitvoeringsagenda,
    coalesce(sum(volume) filter (where is_geleverd), 0)::bigint as volume,
    count(*) filter (where is_geleverd) as geleverde_regels,
    sum(bedrag_eurocent)::bigint as bedrag_eurocent
from described
group by
    maand, client_id, gemeente_code, wet, zorgsoort, productgroep, product_categorie, product_code, aanbieder_agb,
    verwijzer, volume_eenheid, is_groep, is_verblijf, is_zbo, scope_uitvoeringsagenda
