-- Grain: one row per declaratie per received message.
-- Renames only: raw has the types of the standard.
with

source as (

    select * from {{ source('raw_ijw_iwmo', 'declaraties') }}

),

renamed as (

    select
        -- keys
        declaratienummer as declaratie_nummer,

        -- what
        totaalingediendbedrag_totaalbedrag as totaal_ingediend_eurocent,
        totaalingediendbedrag_debetcredit as totaal_ingediend_debet_credit,

        -- when
        declaratieperiode_begindatum,
        declaratieperiode_einddatum,
        declaratiedagtekening as declaratie_datum,

        -- lineage
        _source_file_id,
        _rij,
        _parent_rij,
        _loaded_at

    from source

)

select * from renamed
