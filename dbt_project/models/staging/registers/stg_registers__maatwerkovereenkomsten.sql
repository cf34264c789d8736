-- Grain: one row per line of registers/maatwerkovereenkomsten per delivery. Renames only.
with

source as (

    select * from {{ source('raw_registers', 'maatwerkovereenkomsten') }}

),

renamed as (

    select
        overeenkomst_nummer,
        aangevraagd_op,
        besloten_op,
        uitkomst,
        aanvrager,
        segment,
        client_pseudoniem as client_id,
        gemeente_code,
        stadsdeel,
        wet,
        zorgsoort,
        aanbieder_agb,
        aanbieder_naam,
        ingangsdatum,
        einddatum,
        uren_per_week,
        bedrag_euro,
        is_verlenging,
        is_onderbouwd,
        toewijzing_nummer,

        -- lineage
        _delivered_on,
        _source_file_id,
        _rij,
        _loaded_at
    from source

)

select * from renamed
