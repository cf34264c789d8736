-- Grain: one row per answer to a request, per received message.
-- Renames only: raw has the types of the standard.
with

source as (

    select * from {{ source('raw_ijw_iwmo', 'antwoorden') }}

),

renamed as (

    select
        -- keys
        referentieaanbieder as referentie_aanbieder,

        -- what
        verzoekantwoord as verzoek_antwoord,
        redenafwijzingverzoek as reden_afwijzing_verzoek,
        woonplaatsbeginsel_gemeente as woonplaatsbeginsel_gemeente_code,

        -- lineage
        _source_file_id,
        _rij,
        _parent_rij,
        _loaded_at

    from source

)

select * from renamed
