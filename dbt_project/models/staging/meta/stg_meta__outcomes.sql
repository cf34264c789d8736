-- Grain: one row per reason or remark about a file, of every time it was judged. Renames and casts only.
with

source as (

    select * from {{ source('meta', 'outcomes') }}

),

renamed as (

    select
        file_id as _source_file_id,
        reaction,
        code as afkeuring_code,
        occurred_at
    from source

)

select * from renamed
