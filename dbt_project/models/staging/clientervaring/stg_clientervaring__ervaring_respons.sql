-- Grain: one row per line of clientervaring/ervaring_respons per delivery. Renames only.
with

source as (

    select * from {{ source('raw_clientervaring', 'ervaring_respons') }}

),

renamed as (

    select
        onderzoek,
        golf,
        meetdatum,
        informant,
        gemeente_code,
        zorgsoort,
        aantal_uitgenodigd,
        aantal_antwoorden,

        -- lineage
        _delivered_on,
        _source_file_id,
        _rij,
        _loaded_at
    from source

)

select * from renamed
