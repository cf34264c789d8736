-- Grain: one row per line of registers/klachten per delivery. Renames only.
with

source as (

    select * from {{ source('raw_registers', 'klachten') }}

),

renamed as (

    select
        klacht_nummer,
        ontvangen_op,
        ontvanger,
        gemeente_code,
        wet,
        zorgsoort,
        aanbieder_agb,
        onderwerp,
        afgehandeld_op,
        uitkomst,
        aangeleverd_door,

        -- lineage
        _delivered_on,
        _source_file_id,
        _rij,
        _loaded_at
    from source

)

select * from renamed
