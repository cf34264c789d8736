-- Grain: one row per line of registers/interventies per delivery. Renames only.
with

source as (

    select * from {{ source('raw_registers', 'interventies') }}

),

renamed as (

    select
        interventie_id,
        plan,
        soort,
        titel,
        zorgsoort,
        trekker,
        doel,
        streefwaarde,
        budget,
        indicatoren,
        begonnen_op,
        beeindigd_op,
        status,

        -- lineage
        _delivered_on,
        _source_file_id,
        _rij,
        _loaded_at
    from source

)

select * from renamed
