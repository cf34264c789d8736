-- Grain: one row per line of registers/doorbraak per delivery. Renames only.
with

source as (

    select * from {{ source('raw_registers', 'doorbraak') }}

),

renamed as (

    select
        zaak_nummer,
        aangemeld_op,
        aanmelder,
        stadsdeel,
        opgepakt_op,
        plan_op,
        afgesloten_op,
        is_intensieve_casus,
        zorgsoort,
        aanbieder_agb,

        -- lineage
        _delivered_on,
        _source_file_id,
        _rij,
        _loaded_at
    from source

)

select * from renamed
