-- Grain: one row per indicator, reading, kind of period and split that was computed, of what figures ask for.
{% set dimensions = split_dimensions() | reject('equalto', 'geslacht') | list %}
with

parts as (

    select * from {{ ref('int_aansluiting__parts') }}

),

published as (

    {{ values_and_readings(['indicator_code', 'periode_type', 'geslacht', 'noemer'] + dimensions) }}

)

select
    indicator_code,
    coalesce(split_part(variant, '=', 1), '') as lezing,
    periode_type,
    {{ split_bits(dimensions) }} as splitsing,
    bool_or(noemer is not null) as is_quotient
from published
where
    geslacht is null
    and (product_code is null or product_code in (select parts.product_code from parts))
    and indicator_code in (select parts.indicator_code from parts)
group by indicator_code, coalesce(split_part(variant, '=', 1), ''), periode_type, {{ split_bits(dimensions) }}
