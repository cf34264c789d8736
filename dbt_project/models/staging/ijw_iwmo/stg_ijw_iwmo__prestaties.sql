-- Grain: one row per declaratieregel per received message.
-- Renames only: raw has the types of the standard.
with

source as (

    select * from {{ source('raw_ijw_iwmo', 'prestaties') }}

),

renamed as (

    select
        -- keys
        client_pseudoniem as client_id,
        productreferentie_referentienummer as referentie_nummer,
        productreferentie_vorigreferentienummer as vorig_referentie_nummer,
        toewijzingnummer as toewijzing_nummer,

        -- what
        productcategorie as product_categorie,
        productcode as product_code,
        geleverdvolume as geleverd_volume,
        eenheid,
        producttarief as tarief_eurocent,
        ingediendbedrag_bedrag as ingediend_bedrag_eurocent,
        ingediendbedrag_debetcredit as debet_credit,

        -- when
        productperiode_begindatum,
        productperiode_einddatum,

        -- lineage
        _source_file_id,
        _rij,
        _parent_rij,
        _loaded_at

    from source

)

select * from renamed
