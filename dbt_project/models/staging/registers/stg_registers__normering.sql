-- Grain: one row per line of registers/normering per delivery. Renames only.
with

source as (

    select * from {{ source('raw_registers', 'normering') }}

),

renamed as (

    select
        normering_nummer,
        instrument,
        aanbieder_agb,
        wet,
        zorgsoort,
        productgroep,
        niveau,
        gemeente_code,
        geldig_van,
        geldig_tot,
        bedrag_euro,
        limiet,
        limiet_eenheid,
        monitoringswaarde_procent,
        status,
        aangekondigd_op,
        zienswijze_op,
        plan_gereed_op,
        van_kracht_op,
        beeindigd_op,

        -- lineage
        _delivered_on,
        _source_file_id,
        _rij,
        _loaded_at
    from source

)

select * from renamed
