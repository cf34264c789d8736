-- Grain: one row per indicator, year and combination of splits. IND002, and IND003: the same for the Jeugdwet alone.
{{ config(
    materialized='incremental', incremental_strategy='append', meta={'touched_by': ['int_zorggebruik__monthly']}
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
        false as is_voorlopig
    from {{ ref('int_zorggebruik__monthly') }}
    where {{ of_touched_periods('maand', 'jaar') }}

),

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

{{ clients_per_split('IND002', ['jaar']) }},

unieke_clienten as (

    select
        {{ indicator_columns('counted') }},
        {{ is_provisional_by_declarations('counted.periode_eind') }} as is_voorlopig
    from counted
    cross join data_until

),

wet_not_split (is_wet_split) as (

    values (true), (false)

),

gedeclareerde_clienten as (

    select
        'IND003' as indicator_code,
        unieke_clienten.periode_type,
        unieke_clienten.periode_start,
        unieke_clienten.periode_eind,
        unieke_clienten.gemeente_code,
        case when wet_not_split.is_wet_split then unieke_clienten.wet end as wet,
        {% for dimension in split_dimensions()[2:] -%}
            unieke_clienten.{{ dimension }},
        {% endfor -%}
        unieke_clienten.splitsing
        - case when wet_not_split.is_wet_split then 0 else {{ split_bit('wet') }} end as splitsing,
        unieke_clienten.waarde,
        unieke_clienten.teller,
        unieke_clienten.noemer,
        unieke_clienten.is_voorlopig
    from unieke_clienten
    -- only the Jeugdwet, so not split by wet is the same figure
    cross join wet_not_split
    where unieke_clienten.wet = 'jeugdwet'

)

select * from unieke_clienten
union all
select * from gedeclareerde_clienten
