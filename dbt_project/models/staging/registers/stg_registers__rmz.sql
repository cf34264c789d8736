-- Grain: one row per line of registers/rmz per delivery. Renames only.
with

source as (

    select * from {{ source('raw_registers', 'rmz') }}

),

renamed as (

    select
        melding_nummer,
        gemeld_op,
        soort,
        melder,
        gemeente_code,
        wet,
        zorgsoort,
        aanbieder_agb,
        status,
        afgerond_op,

        -- lineage
        _delivered_on,
        _source_file_id,
        _rij,
        _loaded_at
    from source

)

select * from renamed
