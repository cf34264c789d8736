-- Grain: one row per indicator, period and combination of splits. No row means that nothing happened.
with

waarden as (

    select * from {{ ref('ind_stand_clienten') }}
    union all
    select * from {{ ref('ind_unieke_clienten') }}
    union all
    select * from {{ ref('ind_instroom') }}
    union all
    select * from {{ ref('ind_verwezen') }}
    union all
    select * from {{ ref('ind_uitstroom') }}
    union all
    select * from {{ ref('ind_kosten') }}
    union all
    select * from {{ ref('ind_trajecten') }}
    union all
    select * from {{ ref('ind_trajecten_einde') }}
    union all
    select * from {{ ref('ind_zorg_op_peildatum') }}
    union all
    select * from {{ ref('ind_gezinsvormen') }}
    union all
    select * from {{ ref('ind_zorg_in_jaar') }}
    union all
    select * from {{ ref('ind_volume') }}
    union all
    select * from {{ ref('ind_volume_per_client') }}
    union all
    select * from {{ ref('ind_uren_per_week') }}
    union all
    select * from {{ ref('ind_tariefstijging') }}
    union all
    select * from {{ ref('ind_uurtarief') }}
    union all
    select * from {{ ref('ind_aandeel_verwijzer') }}
    union all
    select * from {{ ref('ind_productieconcentratie') }}
    union all
    select * from {{ ref('ind_intensieve_casussen') }}
    union all
    select * from {{ ref('ind_aandeel_hoogspecialistisch') }}
    union all
    select * from {{ ref('ind_zbo_clienten') }}
    union all
    select * from {{ ref('ind_kosten_zbo') }}
    union all
    select * from {{ ref('ind_kosten_vdb') }}
    union all
    select * from {{ ref('ind_groepsproducten') }}
    union all
    select * from {{ ref('ind_nulmeting') }}
    union all
    select * from {{ ref('ind_taakstelling') }}
    union all
    select * from {{ ref('ind_zorggebruik') }}
    union all
    select * from {{ ref('ind_verblijf_in_jaar') }}
    union all
    select * from {{ ref('ind_verblijf_volwassenen') }}
    union all
    select * from {{ ref('ind_plaatsingen_leefgroep') }}
    union all
    select * from {{ ref('ind_volume_verblijf') }}
    union all
    select * from {{ ref('ind_maatwerkovereenkomsten') }}
    union all
    select * from {{ ref('ind_cpv') }}
    union all
    select * from {{ ref('ind_cpv_doorlooptijd') }}
    union all
    select * from {{ ref('ind_klachten') }}
    union all
    select * from {{ ref('ind_normering') }}
    union all
    select * from {{ ref('ind_uitnutting') }}
    union all
    select * from {{ ref('ind_instroom_tijdens_stop') }}
    union all
    select * from {{ ref('ind_instroomtarget') }}
    union all
    select * from {{ ref('ind_intensiteit') }}

),

definities as (

    select * from {{ ref('indicator_definities') }}

)

select
    waarden.indicator_code,
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
    definities.eenheid,
    {{ is_small('waarden', 'definities.eenheid') }} as is_onderdrukt,
    waarden.is_voorlopig
from waarden
left join definities on waarden.indicator_code = definities.indicator_code
