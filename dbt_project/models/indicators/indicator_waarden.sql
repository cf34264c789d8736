-- Grain: one row per indicator, period and combination of splits. No row means that nothing happened.
{% set families = [
    'ind_stand_clienten', 'ind_unieke_clienten', 'ind_instroom', 'ind_verwezen', 'ind_uitstroom', 'ind_kosten',
    'ind_trajecten', 'ind_trajecten_einde', 'ind_zorg_op_peildatum', 'ind_gezinsvormen', 'ind_zorg_in_jaar',
    'ind_volume', 'ind_volume_per_client', 'ind_uren_per_week', 'ind_tariefstijging', 'ind_uurtarief',
    'ind_aandeel_verwijzer', 'ind_productieconcentratie', 'ind_intensieve_casussen',
    'ind_aandeel_hoogspecialistisch', 'ind_zbo_clienten', 'ind_kosten_zbo', 'ind_kosten_vdb', 'ind_groepsproducten',
    'ind_nulmeting', 'ind_taakstelling', 'ind_zorggebruik', 'ind_verblijf_in_jaar', 'ind_verblijf_volwassenen',
    'ind_plaatsingen_leefgroep', 'ind_volume_verblijf', 'ind_maatwerkovereenkomsten', 'ind_cpv',
    'ind_cpv_doorlooptijd', 'ind_klachten', 'ind_normering', 'ind_uitnutting', 'ind_instroom_tijdens_stop',
    'ind_instroomtarget', 'ind_intensiteit', 'ind_buurtteam_toegang', 'ind_buurtteam_stroom', 'ind_buurtteam_vormen',
    'ind_buurtteam_bereik', 'ind_formatie', 'ind_geld_buiten_berichten', 'ind_ervaring', 'ind_wachtlijst_ggz',
    'ind_collectief_aanbod', 'ind_jongerenwerk', 'ind_rond_verblijf', 'ind_uitkomsten', 'ind_signalen',
    'ind_begroting', 'ind_doorbraak', 'ind_opvang', 'ind_aanbieders_verblijf', 'ind_wijkteams',
    'ind_bevolking', 'ind_mijlpalen', 'ind_onderaannemers',
] %}
with

waarden as (

    {% for family in families -%}
        select * from {{ ref(family) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

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
