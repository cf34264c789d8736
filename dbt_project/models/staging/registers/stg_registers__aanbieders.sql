-- Grain: one row per line of registers/aanbieders per delivery. Renames only.
with

source as (

    select * from {{ source('raw_registers', 'aanbieders') }}

),

renamed as (

    select
        aanbieder_agb,
        geldig_van,
        geldig_tot,
        naam,
        aliassen,
        kvk_nummer,
        concern,
        is_gecontracteerd,
        is_hoogspecialistisch,
        is_regionaal,
        levert_verblijf,

        -- lineage
        _delivered_on,
        _source_file_id,
        _rij,
        _loaded_at
    from source

)

select * from renamed
