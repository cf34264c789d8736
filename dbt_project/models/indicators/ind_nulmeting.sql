-- Grain: one row per indicator, period and combination of splits. IND084, and IND085: that less what was spent.
with

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

facts as (

    select
        (maand + make_interval(years => jaar - {{ var('nulmeting_jaar') }}))::date as gebeurtenis_datum,
        gemeente_code,
        wet,
        zorgsoort,
        aanbieder_agb,
        nulmeting_zestigsten,
        0 as bedrag_eurocent
    from {{ ref('int_zorggebruik__revalued') }}

    union all

    select
        maand as gebeurtenis_datum,
        gemeente_code,
        wet,
        zorgsoort,
        aanbieder_agb,
        0 as nulmeting_zestigsten,
        bedrag_eurocent
    from {{ ref('int_zorggebruik__measured') }}
    where scope_uitvoeringsagenda and extract(year from maand) > {{ var('nulmeting_jaar') }}

),

events as (

    select
        '' as client_id,
        gebeurtenis_datum,
        gemeente_code,
        wet,
        zorgsoort,
        'onbekend' as productgroep,
        'onbekend' as product_code,
        aanbieder_agb,
        'onbekend' as verwijzer,
        sum(nulmeting_zestigsten) as nulmeting_zestigsten,
        sum(bedrag_eurocent) as bedrag_eurocent,
        false as is_voorlopig
    from facts
    group by gebeurtenis_datum, gemeente_code, wet, zorgsoort, aanbieder_agb

),

{{ sums_per_split(['nulmeting_zestigsten', 'bedrag_eurocent'], ['halfjaar', 'jaar'], ['aanbieder_agb']) }}

select
    'IND085' as indicator_code,
    {{ split_columns('summed') }},
    round(summed.nulmeting_zestigsten / 60.0, 2) - round(summed.bedrag_eurocent / 100.0, 2) as waarde,
    null::numeric as teller,
    null::numeric as noemer,
    {{ is_provisional_by_declarations('summed.periode_eind') }} as is_voorlopig
from summed
cross join data_until
where summed.periode_start <= data_until.gegevens_tot_en_met

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
