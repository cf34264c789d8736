-- Grain: one row per published figure and value of an indicator that it follows from, with that value.
{% set dimensions = split_dimensions() | reject('equalto', 'geslacht') | list %}
{% set columns = [] %}
{% for dimension in dimensions %}{% do columns.append("coalesce(" ~ dimension ~ ", '*')") %}{% endfor %}
{% do columns.append("coalesce(variant, '*')") %}
{% set cell = "concat_ws('/', " ~ columns | join(', ') ~ ')' %}
with

parts as (

    select
        *,
        {{ cell }} as cell,
        {{ split_bits(dimensions) }} as splitsing
    from {{ ref('int_aansluiting__parts') }}

),

published as (

    {{ values_and_readings(
        ['indicator_code', 'periode_type', 'periode_start', 'geslacht', 'waarde', 'teller', 'noemer'] + dimensions
    ) }}

),

waarden as (

    select
        *,
        {{ cell }} as cell
    from published
    where
        geslacht is null
        and (product_code is null or product_code in (select parts.product_code from parts))
        and (indicator_code, periode_type, periode_start) in (
            select
                parts.indicator_code,
                parts.periode_type,
                parts.periode_start
            from parts
        )

),

-- no care is known before the first month with claims
data_span as (

    select
        gegevens.gegevens_tot_en_met as last_day,
        (
            select min(waarden.periode_start)
            from {{ ref('indicator_waarden') }} as waarden
            where waarden.indicator_code = 'IND001'
        ) as first_day
    from {{ ref('int_gegevens__tot_en_met') }} as gegevens
    where gegevens.bron = 'ijw_iwmo'

)

select
    parts.cijfer_id,
    parts.onderdeel,
    parts.stappen,
    parts.indicator_code,
    parts.periode_type,
    parts.periode_start,
    parts.gemeente_code,
    parts.wet,
    parts.zorgsoort,
    parts.productgroep,
    parts.verwijzer,
    parts.stadsdeel,
    parts.leeftijdsgroep,
    parts.aanbieder_agb,
    parts.product_code,
    parts.variant,
    splits.indicator_code is not null as is_gebouwd,
    -- who had care on the day before the first is known: it went on
    coalesce(
        (
            parts.indicator_code in (
                select registers.indicator_code from {{ ref('aansluiting_registers') }} as registers
            )
            or parts.periode_start
            between data_span.first_day - case parts.periode_type when 'peildatum' then 1 else 0 end
            and data_span.last_day
        )
        -- a cell missing among others is nothing; a period without any value is one that no register tells of
        and (
            splits.indicator_code is null
            or (parts.indicator_code, parts.periode_type, parts.periode_start) in (
                select
                    present.indicator_code,
                    present.periode_type,
                    present.periode_start
                from waarden as present
            )
        ),
        false
    ) as is_in_gegevens,
    coalesce(waarden.waarde, case when not splits.is_quotient then 0 end) as waarde,
    waarden.teller,
    waarden.noemer
from parts
cross join data_span
-- a missing cell is nothing only where its split exists: else the figure cannot be compared yet
left join {{ ref('ind_aansluiting_splitsingen') }} as splits
    on
        parts.indicator_code = splits.indicator_code
        and coalesce(split_part(parts.variant, '=', 1), '') = splits.lezing
        and parts.periode_type = splits.periode_type
        and parts.splitsing = splits.splitsing
left join waarden
    on
        parts.indicator_code = waarden.indicator_code
        and parts.periode_type = waarden.periode_type
        and parts.periode_start = waarden.periode_start
        and parts.cell = waarden.cell
