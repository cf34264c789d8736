-- Grain: one row per period and combination of splits. IND008.
{{ config(
    materialized='incremental', incremental_strategy='append', meta={'touched_by': ['int_zorggebruik__measured']}
) }}
with

measured as (

    select
        *,
        volume_eenheid
        = case when zorgsoort in ({{ quoted(var('etmaal_zorgsoorten')) }}) then '14' else 'uur' end as is_telbaar
    from {{ ref('int_zorggebruik__measured') }}
    where {{ of_touched_periods('maand', 'jaar') }} and geleverde_regels > 0

),

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
        case when is_telbaar then volume else 0 end as volume,
        case when is_telbaar then geleverde_regels else 0 end as telbare_regels,
        false as is_voorlopig
    from measured

),

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

{{ sums_per_split(['volume', 'telbare_regels'], ['maand', 'kwartaal', 'jaar']) }}

select
    'IND008' as indicator_code,
    {{ split_columns('summed') }},
    case
        when summed.zorgsoort in ({{ quoted(var('etmaal_zorgsoorten')) }}) then summed.volume
        else round(summed.volume / 60.0, 6)
    end as waarde,
    null::numeric as teller,
    null::numeric as noemer,
    {{ is_provisional_by_declarations('summed.periode_eind') }} as is_voorlopig
from summed
cross join data_until
-- hours and etmalen do not add up: no totals over zorgsoorten
where summed.zorgsoort is not null and summed.telbare_regels > 0
