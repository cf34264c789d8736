-- Grain: one row per indicator, period and combination of splits. IND084, and IND085: that less what was spent.
with

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

events as (

    select
        '' as client_id,
        maand as gebeurtenis_datum,
        gemeente_code,
        wet,
        zorgsoort,
        'onbekend' as productgroep,
        'onbekend' as product_code,
        aanbieder_agb,
        'onbekend' as verwijzer,
        nulmeting_zestigsten,
        -- only months that both years have are compared
        case when is_in_vergelijking then nulmeting_zestigsten else 0 end as vergeleken_zestigsten,
        nu_eurocent,
        is_in_vergelijking::integer as vergeleken,
        false as is_voorlopig
    from {{ ref('int_nulmeting__compared') }}

),

{{ sums_per_split(
    ['nulmeting_zestigsten', 'vergeleken_zestigsten', 'nu_eurocent', 'vergeleken'], ['halfjaar', 'jaar'], ['aanbieder_agb']
) }}

select
    'IND085' as indicator_code,
    {{ split_columns('summed') }},
    round(summed.vergeleken_zestigsten / 60.0, 2) - round(summed.nu_eurocent / 100.0, 2) as waarde,
    null::numeric as teller,
    null::numeric as noemer,
    {{ is_provisional_by_declarations('summed.periode_eind') }} as is_voorlopig
from summed
cross join data_until
where
    summed.vergeleken > 0
    and summed.periode_start > make_date({{ var('nulmeting_jaar') }}, 12, 31)

union all

select
    'IND084' as indicator_code,
    summed.periode_type,
    make_date({{ var('nulmeting_jaar') }}, 1, 1) as periode_start,
    make_date({{ var('nulmeting_jaar') }}, 12, 31) as periode_eind,
    {{ row_split_by(['gemeente_code', 'wet', 'zorgsoort', 'aanbieder_agb']) }}
    summed.splitsing,
    round(summed.nulmeting_zestigsten / 60.0, 2) as waarde,
    null::numeric as teller,
    null::numeric as noemer,
    false as is_voorlopig
from summed
where
    summed.periode_type = 'jaar'
    and summed.periode_start = make_date({{ var('nulmeting_prijspeil') }}, 1, 1)
    and summed.nulmeting_zestigsten != 0
