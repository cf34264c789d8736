-- Grain: one row per indicator, month and combination of splits. IND032 and IND033, of the year so far and of its end.
with

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

months as (

    select * from {{ ref('fct_normering_maand') }}
    where not is_toekomst

),

measured as (

    select
        *,
        'IND032' as indicator_code,
        gedeclareerd_tot_nu_euro as teller
    from months

    union all

    select
        *,
        'IND033' as indicator_code,
        prognose_euro as teller
    from months
    where prognose_euro is not null

),

events as (

    select
        indicator_code,
        maand as gebeurtenis_datum,
        coalesce(gemeente_code, 'regio') as gemeente_code,
        wet,
        zorgsoort,
        coalesce(aanbieder_agb, 'onbekend') as aanbieder_agb,
        teller,
        plafond_euro as noemer,
        maand as geleverd_op
    from measured

),

{{ register_per_split({'IND032': ['maand'], 'IND033': ['maand']}) }}

select
    {{ indicator_columns('counted') }},
    {{ is_provisional_by_declarations('counted.periode_eind') }} as is_voorlopig
from counted
cross join data_until
where coalesce(counted.gemeente_code, '') != 'regio'
