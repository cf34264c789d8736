-- Grain: one row per line of clientervaring/ervaring_gepubliceerd per delivery. Renames only.
with

source as (

    select * from {{ source('raw_clientervaring', 'ervaring_gepubliceerd') }}

),

renamed as (

    select
        onderzoek,
        jaar,
        vraag_code,
        maat,
        informant,
        gemeente_code,
        stadsdeel,
        waarde,
        aantal_antwoorden,
        is_nulmeting,
        bron,

        -- lineage
        _delivered_on,
        _source_file_id,
        _rij,
        _loaded_at
    from source

)

select * from renamed
