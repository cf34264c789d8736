-- Grain: one row per indicator, month and combination of splits. IND037 (hours of VDB) and IND039 (dagdelen of BSO+).
with

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

months as (

    select * from {{ ref('fct_intensiteit_maand') }}

),

events as (

    select
        'IND037' as indicator_code,
        maand as gebeurtenis_datum,
        gemeente_code,
        wet,
        zorgsoort,
        aanbieder_agb,
        geleverde_uren as teller,
        round(dagen_in_zorg / 7.0, 6) as noemer,
        maand as geleverd_op
    from months
    where productgroep = 'vdb'

    union all

    select
        'IND039' as indicator_code,
        maand as gebeurtenis_datum,
        gemeente_code,
        wet,
        zorgsoort,
        aanbieder_agb,
        -- a dagdeel is four hours (WJ756)
        round(toegewezen_uren_per_week / 4, 4) as teller,
        1 as noemer,
        maand as geleverd_op
    from months
    where productgroep = 'bso_plus' and toegewezen_uren_per_week is not null

),

{{ register_per_split({'IND037': ['maand', 'jaar'], 'IND039': ['maand', 'jaar']}) }}

select
    {{ indicator_columns('counted') }},
    {{ is_provisional_by_declarations('counted.periode_eind') }} as is_voorlopig
from counted
cross join data_until
