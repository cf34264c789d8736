-- Grain: one row per line of registers/doorbraak_baten per delivery. Renames only.
with

source as (

    select * from {{ source('raw_registers', 'doorbraak_baten') }}

),

renamed as (

    select
        jaar,
        zaak_nummer,
        regeling,
        bedrag_euro,

        -- lineage
        _delivered_on,
        _source_file_id,
        _rij,
        _loaded_at
    from source

)

select * from renamed
