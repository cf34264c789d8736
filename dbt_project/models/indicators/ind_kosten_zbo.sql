-- Grain: one row per indicator, year and combination of splits. IND023, and IND024: its share in begeleiding jeugd.
{{ config(
    materialized='incremental', incremental_strategy='append', meta={'touched_by': ['int_zorggebruik__measured']}
) }}
with

events as (

    select
        client_id,
        maand as gebeurtenis_datum,
        gemeente_code,
        wet,
        zorgsoort,
        productgroep,
        product_code,
        aanbieder_agb,
        verwijzer,
        case when is_zbo then bedrag_eurocent else 0 end as zbo_eurocent,
        is_zbo::integer as zbo_regels,
        case when is_zbo and zorgsoort = 'begeleiding_jeugd' then bedrag_eurocent else 0 end as deel_eurocent,
        case when zorgsoort = 'begeleiding_jeugd' then bedrag_eurocent else 0 end as begeleiding_eurocent,
        false as is_voorlopig
    from {{ ref('int_zorggebruik__measured') }}
    where {{ of_touched_periods('maand', 'jaar') }}

),

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

{{ sums_per_split(
    ['zbo_eurocent', 'zbo_regels', 'deel_eurocent', 'begeleiding_eurocent'], ['jaar'], ['aanbieder_agb']
) }}

select
    'IND023' as indicator_code,
    {{ split_columns('summed') }},
    round(summed.zbo_eurocent / 100.0, 2) as waarde,
    null::numeric as teller,
    null::numeric as noemer,
    {{ is_provisional_by_declarations('summed.periode_eind') }} as is_voorlopig
from summed
cross join data_until
where summed.zbo_regels > 0

union all

select
    'IND024' as indicator_code,
    {{ split_columns('summed') }},
    round(summed.deel_eurocent * 1.0 / summed.begeleiding_eurocent, 6) as waarde,
    round(summed.deel_eurocent / 100.0, 2) as teller,
    round(summed.begeleiding_eurocent / 100.0, 2) as noemer,
    {{ is_provisional_by_declarations('summed.periode_eind') }} as is_voorlopig
from summed
cross join data_until
where coalesce(summed.zorgsoort, 'begeleiding_jeugd') = 'begeleiding_jeugd' and summed.begeleiding_eurocent != 0
