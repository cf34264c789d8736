-- Grain: one row per message and rule about the numbers in its header or declaratie that it breaks.
with

berichten as (

    select
        *,
        {{ bytewise('bericht_identificatie') }} as identificatie
    from {{ ref('int_berichten__judged') }}

),

declaraties as (

    select
        declaraties._source_file_id,
        count(*) filter (where not berichten.is_geweigerd) over (
            partition by berichten.wet, berichten.aanbieder_agb, declaraties.declaratie_nummer
            order by berichten.bericht_datum, berichten.identificatie, declaraties._source_file_id
            rows between unbounded preceding and 1 preceding
        ) as same_number_before
    from {{ ref('stg_ijw_iwmo__declaraties') }} as declaraties
    inner join berichten on declaraties._source_file_id = berichten._source_file_id

),

headers as (

    select
        _source_file_id,
        bericht_datum,
        gemeente_code,
        count(*) filter (where not is_geweigerd) over (
            partition by
                wet, berichtsoort,
                case when berichtsoort in ('301', '319', '325') then gemeente_code else aanbieder_agb end,
                identificatie
            order by bericht_datum, _source_file_id
            rows between unbounded preceding and 1 preceding
        ) as same_identificatie_before
    from berichten
    where not is_retour or berichtsoort = '325'

),

gemeenten as (

    select gemeente_code from {{ ref('gemeenten') }}

)

select
    _source_file_id,
    'Declaratie' as klasse,
    1 as _rij,
    'TR333' as regel
from declaraties
where same_number_before > 0

union all

select
    _source_file_id,
    'Header' as klasse,
    1 as _rij,
    'TR056' as regel
from headers
where same_identificatie_before > 0

union all

select
    headers._source_file_id,
    'Header' as klasse,
    1 as _rij,
    'TR378' as regel
from headers
left join gemeenten on headers.gemeente_code = gemeenten.gemeente_code
-- older messages may name a gemeente of an older list, which we do not have
where gemeenten.gemeente_code is null and headers.bericht_datum >= '{{ var('gemeentelijst_vanaf', '2026-01-01') }}'

union all

select
    antwoorden._source_file_id,
    'Woonplaatsbeginsel' as klasse,
    antwoorden._rij,
    'TR378' as regel
from {{ ref('stg_ijw_iwmo__antwoorden') }} as antwoorden
inner join headers on antwoorden._source_file_id = headers._source_file_id
left join gemeenten on antwoorden.woonplaatsbeginsel_gemeente_code = gemeenten.gemeente_code
where
    antwoorden.woonplaatsbeginsel_gemeente_code is not null
    and gemeenten.gemeente_code is null
    and headers.bericht_datum >= '{{ var('gemeentelijst_vanaf', '2026-01-01') }}'
