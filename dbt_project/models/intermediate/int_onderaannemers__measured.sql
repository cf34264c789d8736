-- Grain: one row per line of registers/onderaannemers and period of IND153.
with

judged as (

    select
        *,
        {{ is_newest_delivery(['periode_start', 'hoofdaannemer_agb']) }} as is_geldig
    from {{ ref('stg_registers__onderaannemers') }}

),

lines as (

    select
        periode_start,
        null::text as persoon,
        wet,
        zorgsoort,
        hoofdaannemer_agb as aanbieder_agb,
        bedrag_euro,
        -- a name may be that of a person who works alone
        'onderaannemer=' || {{ or_unknown('onderaannemer_agb') }} as dimensies,
        max(periode_eind) over () as bekend_tot
    from judged
    where is_geldig

)

{{ measured(
    'IND153', 'aantal', 'lines', 'periode_start', ['kwartaal', 'jaar'], ['wet', 'zorgsoort', 'aanbieder_agb'],
    teller='lines.bedrag_euro'
) }}
