-- Grain: one row per line of registers/cpv per delivery. Renames only.
with

source as (

    select * from {{ source('raw_registers', 'cpv') }}

),

renamed as (

    select
        aanvraag_nummer,
        aangevraagd_op,
        besloten_op,
        uitkomst,
        aanpassing,
        client_pseudoniem as client_id,
        gemeente_code,
        wet,
        zorgsoort,
        productgroep,
        verwijzer,
        aanbieder_agb,
        norm,
        argument,
        toewijzing_nummer,

        -- lineage
        _delivered_on,
        _source_file_id,
        _rij,
        _loaded_at
    from source

)

select * from renamed
