-- Grain: one row per care period. Inflow is a begin without care of the same zorgsoort in the days before it.
with

periods as (

    select * from {{ ref('int_zorgperioden__classified') }}

),

with_previous as (

    select
        *,
        max(einde) over (
            partition by client_id, gemeente_code, wet, zorgsoort
            order by begindatum
            -- care that begins on the same day is not earlier care
            range between unbounded preceding and interval '1 day' preceding
        ) as vorig_einde
    from periods

)

select
    client_id,
    gemeente_code,
    wet,
    zorgsoort,
    aanbieder_agb,
    toewijzing_nummer,
    begindatum,
    begin_herkomst,
    vorig_einde,
    is_voorlopig,
    vorig_einde is null or vorig_einde < begindatum - {{ var('instroom_terugkijk_dagen') }} as is_instroom,
    _source_file_id,
    _rij
from with_previous
