-- Grain: one row per line of the register of finances, indicator and year. IND061 and IND144.
with

judged as (

    select
        *,
        {{ is_newest_delivery(['periode_start', 'gemeente_code']) }} as is_geldig
    from {{ ref('stg_registers__financien') }}

),

amounts as (

    select
        null::text as persoon,
        soort,
        periode_start,
        gemeente_code,
        {{ or_unknown('wet') }} as wet,
        bedrag_euro,
        case soort
            when 'lumpsum' then 'organisatie=' || {{ or_unknown('organisatie') }}
            else 'regeling=' || {{ or_unknown('programma') }}
        end as dimensies,
        periode_eind as bekend_tot
    from judged
    where is_geldig and bedrag_euro is not null

)

{{ measured(
    'IND061', 'aantal', 'amounts', 'periode_start', ['jaar'], ['gemeente_code', 'wet'], teller='amounts.bedrag_euro',
    condition="amounts.soort = 'lumpsum'"
) }}
union all
{{ measured(
    'IND144', 'aantal', 'amounts', 'periode_start', ['jaar'], ['gemeente_code', 'wet'], teller='amounts.bedrag_euro',
    condition="amounts.soort = 'armoederegeling'"
) }}
