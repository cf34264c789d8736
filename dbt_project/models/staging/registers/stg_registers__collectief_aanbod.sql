-- Grain: one row per line of registers/collectief_aanbod per delivery. Renames only.
with

source as (

    select * from {{ source('raw_registers', 'collectief_aanbod') }}

),

renamed as (

    select
        periode_start,
        periode_eind,
        aanbod,
        maat,
        doelgroep,
        organisatie,
        stadsdeel,
        aantal,
        aangeleverd_door,

        -- lineage
        _delivered_on,
        _source_file_id,
        _rij,
        _loaded_at
    from source

)

select * from renamed
