-- Grain: one row per period and combination of splits. IND020, from the register of the Doorbraakaanpak.
with

cases as (

    select
        opgepakt_op,
        {{ or_unknown('zorgsoort') }} as zorgsoort,
        {{ or_unknown('aanbieder_agb') }} as aanbieder_agb
    from {{ ref('fct_doorbraak') }}
    where is_intensieve_casus and opgepakt_op is not null

),

periode_typen (periode_type) as (

    {{ period_types(['halfjaar', 'jaar']) }}

),

counted as (

    select
        periode_typen.periode_type,
        {{ period_start('periode_typen.periode_type', 'cases.opgepakt_op') }} as periode_start,
        cases.zorgsoort,
        cases.aanbieder_agb,
        count(*)::numeric as waarde
    from cases
    cross join periode_typen
    group by
        periode_typen.periode_type,
        {{ period_start('periode_typen.periode_type', 'cases.opgepakt_op') }},
        cube (cases.zorgsoort, cases.aanbieder_agb)

),

split as (

    select
        periode_type,
        periode_start,
        {{ period_end('periode_type', 'periode_start') }} as periode_eind,
        {{ row_split_by(['zorgsoort', 'aanbieder_agb']) }}
        {{ split_bits(['zorgsoort', 'aanbieder_agb']) }} as splitsing,
        waarde
    from counted

)

select
    'IND020' as indicator_code,
    {{ split_columns('split') }},
    split.waarde,
    null::numeric as teller,
    null::numeric as noemer,
    false as is_voorlopig
from split
