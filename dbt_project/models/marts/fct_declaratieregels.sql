-- Grain: one row per submitted declaratieregel.
with

declaratieregels as (

    select * from {{ ref('int_declaratieregels__settled') }}

),

signed as (

    select
        *,
        case when is_credit then -ingediend_bedrag_eurocent else ingediend_bedrag_eurocent end as bedrag_eurocent
    from declaratieregels

)

select
    wet,
    gemeente_code,
    aanbieder_agb,
    client_id,
    toewijzing_nummer,
    referentie_nummer,
    vorig_referentie_nummer,
    declaratie_nummer,
    declaratieperiode_begindatum,
    declaratie_datum,
    product_id,
    zorgsoort,
    productperiode_begindatum,
    productperiode_einddatum,
    {{ month_start('productperiode_begindatum') }} as maand,
    geleverd_volume,
    eenheid,
    tarief_eurocent,
    (tarief_eurocent / 100.0)::numeric(14, 2) as tarief_euro,
    bedrag_eurocent,
    (bedrag_eurocent / 100.0)::numeric(14, 2) as bedrag_euro,
    is_credit,
    regel_status,
    is_gecrediteerd,
    is_geleverd,
    _source_file_id,
    _rij
from signed
