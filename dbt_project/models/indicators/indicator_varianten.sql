-- Grain: one row per indicator, variant, period and combination of splits. No row means that nothing happened.
with

waarden as (

    select * from {{ ref('ind_stand_toegewezen') }}
    union all
    select * from {{ ref('ind_stand_geleverd') }}
    union all
    select * from {{ ref('ind_unieke_toegewezen') }}
    union all
    select * from {{ ref('ind_levervorm') }}
    union all
    select * from {{ ref('ind_instroom_varianten') }}
    union all
    select * from {{ ref('ind_uitstroom_varianten') }}
    union all
    select * from {{ ref('ind_kosten_varianten') }}
    union all
    select * from {{ ref('ind_financien_varianten') }}
    union all
    select * from {{ ref('ind_prijs_volume_varianten') }}
    union all
    select * from {{ ref('ind_verwijzer_toewijzingen') }}
    union all
    select * from {{ ref('ind_concentratie_clienten') }}
    union all
    select * from {{ ref('ind_zbo_school') }}
    union all
    select * from {{ ref('ind_zbo_kosten_school') }}
    union all
    select * from {{ ref('ind_maatwerk_intensiteit') }}
    union all
    select * from {{ ref('ind_maatwerk_varianten') }}
    union all
    select * from {{ ref('ind_cpv_varianten') }}
    union all
    select * from {{ ref('ind_klachten_varianten') }}
    union all
    select * from {{ ref('ind_normering_varianten') }}
    union all
    select * from {{ ref('ind_uitnutting_varianten') }}
    union all
    select * from {{ ref('ind_instroom_stop_varianten') }}
    union all
    select * from {{ ref('ind_intensiteit_varianten') }}
    union all
    select * from {{ ref('ind_opening_varianten') }}
    union all
    select * from {{ ref('ind_stops_varianten') }}
    union all
    select * from {{ ref('ind_duur_varianten') }}
    union all
    select * from {{ ref('ind_uitval_varianten') }}
    union all
    select * from {{ ref('ind_maatregelen_gestart') }}
    union all
    select * from {{ ref('ind_beschermd_verhouding') }}
    union all
    select * from {{ ref('ind_ervaring_varianten') }}
    union all
    select * from {{ ref('ind_registers_varianten') }}

),

definities as (

    select * from {{ ref('indicator_definities') }}

),

varianten as (

    select * from {{ ref('varianten') }}

)

select
    waarden.indicator_code,
    waarden.variant,
    definities.indicator_naam,
    waarden.periode_type,
    waarden.periode_start,
    waarden.periode_eind,
    waarden.gemeente_code,
    waarden.wet,
    waarden.zorgsoort,
    waarden.productgroep,
    waarden.product_code,
    waarden.aanbieder_agb,
    waarden.verwijzer,
    waarden.stadsdeel,
    waarden.leeftijdsgroep,
    waarden.geslacht,
    waarden.waarde,
    waarden.teller,
    waarden.noemer,
    coalesce(varianten.variant_eenheid, definities.eenheid) as eenheid,
    {{ is_small('waarden', 'coalesce(varianten.variant_eenheid, definities.eenheid)') }} as is_onderdrukt,
    waarden.is_voorlopig
from waarden
left join definities on waarden.indicator_code = definities.indicator_code
-- a dimension is described once, whatever its values
left join varianten
    on waarden.indicator_code = varianten.indicator_code and split_part(waarden.variant, '=', 1) = varianten.variant
