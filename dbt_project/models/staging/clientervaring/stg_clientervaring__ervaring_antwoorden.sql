-- Grain: one row per line of clientervaring/ervaring_antwoorden per delivery. Renames only.
with

source as (

    select * from {{ source('raw_clientervaring', 'ervaring_antwoorden') }}

),

renamed as (

    select
        onderzoek,
        golf,
        meetdatum,
        respondent_nummer,
        informant,
        gemeente_code,
        stadsdeel,
        leeftijdsgroep,
        wet,
        zorgsoort,
        heeft_basishulp,
        vraag_code,
        schaal,
        antwoord,
        gewicht,

        -- lineage
        _delivered_on,
        _source_file_id,
        _rij,
        _loaded_at
    from source

)

select * from renamed
