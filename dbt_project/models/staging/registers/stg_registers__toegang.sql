-- Grain: one row per line of registers/toegang per delivery. Renames only.
with

source as (

    select * from {{ source('raw_registers', 'toegang') }}

),

renamed as (

    select
        verwijzing_nummer,
        verwezen_op,
        client_pseudoniem as client_id,
        gemeente_code,
        wet,
        verwijzer,
        team,
        stadsdeel,
        zorgsoort,
        productgroep,
        aanbieder_agb,
        toewijzing_nummer,
        is_ret_advies,
        is_zbo,
        school,
        is_herindicatie,
        aangeleverd_door,

        -- lineage
        _delivered_on,
        _source_file_id,
        _rij,
        _loaded_at
    from source

)

select * from renamed
