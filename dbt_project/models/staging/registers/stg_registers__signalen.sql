-- Grain: one row per line of registers/signalen per delivery. Renames only.
with

source as (

    select * from {{ source('raw_registers', 'signalen') }}

),

renamed as (

    select
        periode_start,
        periode_eind,
        onderwerp,
        gemeente_code,
        stadsdeel,
        leeftijdsgroep,
        uitsplitsing,
        waarde,
        eenheid,
        bron,
        aangeleverd_door,

        -- lineage
        _delivered_on,
        _source_file_id,
        _rij,
        _loaded_at
    from source

)

select * from renamed
