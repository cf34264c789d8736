-- Grain: one row per year and combination of splits. IND013.
with

events as (

    select
        '' as client_id,
        make_date(jaar, 1, 1) as gebeurtenis_datum,
        gemeente_code,
        wet,
        zorgsoort,
        productgroep,
        product_code,
        aanbieder_agb,
        'onbekend' as verwijzer,
        basis_zestigsten,
        stijging_zestigsten,
        false as is_voorlopig
    from {{ ref('int_tarieven__weighted') }}

),

{{ sums_per_split(['basis_zestigsten', 'stijging_zestigsten'], ['jaar'], ['productgroep', 'product_code']) }},

rounded as (

    select
        *,
        round(stijging_zestigsten / 60, 2) as teller,
        round(basis_zestigsten / 60, 2) as noemer
    from summed

)

select
    'IND013' as indicator_code,
    {{ split_columns('rounded') }},
    round(rounded.teller / rounded.noemer, 6) as waarde,
    rounded.teller,
    rounded.noemer,
    rounded.is_voorlopig
from rounded
where rounded.noemer != 0
