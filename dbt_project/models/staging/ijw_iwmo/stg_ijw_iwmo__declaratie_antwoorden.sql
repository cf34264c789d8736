-- Grain: one row per answer to a declaratie per received message.
-- Renames only: raw has the types of the standard.
with

source as (

    select * from {{ source('raw_ijw_iwmo', 'declaratie_antwoorden') }}

),

renamed as (

    select
        -- keys
        declaratienummer as declaratie_nummer,

        -- what
        totaalingediendbedrag_totaalbedrag as totaal_ingediend_eurocent,
        totaalingediendbedrag_debetcredit as totaal_ingediend_debet_credit,
        totaaltoegekendbedrag_totaalbedrag as totaal_toegekend_eurocent,
        totaaltoegekendbedrag_debetcredit as totaal_toegekend_debet_credit,

        -- lineage
        _source_file_id,
        _rij,
        _parent_rij,
        _loaded_at

    from source

)

select * from renamed
