-- Grain: one row per line of clientervaring/ervaring_vragen per delivery. Renames only.
with

source as (

    select * from {{ source('raw_clientervaring', 'ervaring_vragen') }}

),

renamed as (

    select
        onderzoek,
        vraag_code,
        geldig_van,
        geldig_tot,
        reeks,
        vraagtekst,
        schaal,
        positieve_antwoorden,
        thema,
        vragenlijst,
        vergelijkbaar_sinds,

        -- lineage
        _delivered_on,
        _source_file_id,
        _rij,
        _loaded_at
    from source

)

select * from renamed
