-- Grain: one row per line of registers/bezwaren per delivery. Renames only.
with

source as (

    select * from {{ source('raw_registers', 'bezwaren') }}

),

renamed as (

    select
        bezwaar_nummer,
        ontvangen_op,
        besluit_op,
        beslist_op,
        gemeente_code,
        wet,
        zorgsoort,
        onderwerp,
        uitkomst,

        -- lineage
        _delivered_on,
        _source_file_id,
        _rij,
        _loaded_at
    from source

)

select * from renamed
