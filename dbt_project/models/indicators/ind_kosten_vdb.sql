-- Grain: one row per year and combination of splits. IND025: costs of VDB in those of dagbehandeling and dagbesteding.
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
        case when productgroep = 'vdb' then bedrag_eurocent else 0 end as vdb_eurocent,
        bedrag_eurocent,
        false as is_voorlopig
    from {{ ref('int_zorggebruik__measured') }}
    where {{ of_touched_periods('maand', 'jaar') }} and zorgsoort in ('dagbehandeling', 'dagbesteding')

),

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

{{ sums_per_split(['vdb_eurocent', 'bedrag_eurocent'], ['jaar'], ['aanbieder_agb']) }}

select
    'IND025' as indicator_code,
    {{ split_columns('summed') }},
    round(summed.vdb_eurocent * 1.0 / summed.bedrag_eurocent, 6) as waarde,
    round(summed.vdb_eurocent / 100.0, 2) as teller,
    round(summed.bedrag_eurocent / 100.0, 2) as noemer,
    {{ is_provisional_by_declarations('summed.periode_eind') }} as is_voorlopig
from summed
cross join data_until
-- by zorgsoort the share in dagbehandeling, not by zorgsoort the share in both together
where coalesce(summed.zorgsoort, 'dagbehandeling') = 'dagbehandeling' and summed.bedrag_eurocent != 0
