-- Grain: one row per distinct content that was ever taken in. Renames and casts only.
with

source as (

    select * from {{ source('meta', 'files') }}

),

renamed as (

    select
        -- keys
        file_id as _source_file_id,
        source as bron,

        -- what it is, and who sent it
        wet,
        berichtsoort,
        afzender,
        status,
        channel,

        -- when
        received_at,
        changed_at,
        decided_at

    from source

)

select * from renamed
