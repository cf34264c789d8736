-- Grain: one row per line of registers/mijlpalen per delivery. Renames only.
with

source as (

    select * from {{ source('raw_registers', 'mijlpalen') }}

),

renamed as (

    select
        mijlpaal_id,
        interventie_id,
        resultaat,
        gepland_op,
        status,
        gereed_op,
        opmerking,

        -- lineage
        _delivered_on,
        _source_file_id,
        _rij,
        _loaded_at
    from source

)

select * from renamed
