-- Grain: one row per line of registers/uitkomsten per delivery. Renames only.
with

source as (

    select * from {{ source('raw_registers', 'uitkomsten') }}

),

renamed as (

    select
        periode_start,
        periode_eind,
        aanbieder_agb,
        traject_nummer,
        client_pseudoniem as client_id,
        gemeente_code,
        zorgsoort,
        hulpvorm,
        aanvang_op,
        einde_op,
        reden_beeindiging,
        informant,
        tevredenheid,
        zonder_hulp_verder,
        minder_problemen,
        doelen_gesteld,
        doelen_bereikt,

        -- lineage
        _delivered_on,
        _source_file_id,
        _rij,
        _loaded_at
    from source

)

select * from renamed
