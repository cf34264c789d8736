-- Grain: one row per received message.
-- Renames only: raw has the types of the standard.
with

source as (

    select * from {{ source('raw_ijw_iwmo', 'berichten') }}

),

renamed as (

    select
        -- keys
        berichtidentificatie_identificatie as bericht_identificatie,
        identificatieretour as retour_identificatie,
        declaratieidentificatie_identificatie as declaratie_bericht_identificatie,

        -- what
        wet,
        berichtsoort,
        release,
        berichtcode as bericht_code,
        berichtversie as bericht_versie,
        berichtsubversie as bericht_subversie,
        afzender,
        ontvanger,
        xsdversie_basisschemaxsdversie as xsd_versie_basisschema,
        xsdversie_berichtxsdversie as xsd_versie_bericht,
        xsltversie as xslt_versie,
        xsdversieretour_basisschemaxsdversie as xsd_versie_retour_basisschema,
        xsdversieretour_berichtxsdversie as xsd_versie_retour_bericht,
        xsdversiedeclaratie_basisschemaxsdversie as xsd_versie_declaratie_basisschema,
        xsdversiedeclaratie_berichtxsdversie as xsd_versie_declaratie_bericht,

        -- when
        berichtidentificatie_dagtekening as bericht_datum,
        dagtekeningretour as retour_datum,
        declaratieidentificatie_dagtekening as declaratie_bericht_datum,

        -- lineage
        _source_file_id,
        _rij,
        _parent_rij,
        _loaded_at

    from source

)

select * from renamed
