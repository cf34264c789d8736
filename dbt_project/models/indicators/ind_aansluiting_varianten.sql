-- Grain: one row per published figure that follows from another reading of an indicator, with that value.
{% set columns = [] %}
{% for dimension in split_dimensions() %}{% do columns.append("coalesce(" ~ dimension ~ ", '*')") %}{% endfor %}
{% set cell = "concat_ws('/', " ~ columns | join(', ') ~ ')' %}
with

parts as (

    select
        *,
        null::text as geslacht
    from {{ ref('int_aansluiting__parts') }}
    where variant is not null

),

varianten as (

    select
        *,
        {{ cell }} as cell
    from {{ ref('indicator_varianten') }}
    where
        (indicator_code, variant) in (
            select
                parts.indicator_code,
                parts.variant
            from parts
        )

),

placed as (

    select
        *,
        {{ cell }} as cell
    from parts

)

select
    placed.cijfer_id,
    placed.onderdeel,
    placed.stappen,
    placed.indicator_code,
    placed.variant,
    placed.periode_type,
    placed.periode_start,
    placed.gemeente_code,
    placed.wet,
    placed.zorgsoort,
    placed.productgroep,
    placed.verwijzer,
    placed.stadsdeel,
    placed.leeftijdsgroep,
    placed.aanbieder_agb,
    placed.product_code,
    (placed.indicator_code, placed.variant) in (
        select
            built.indicator_code,
            built.variant
        from varianten as built
    ) as is_gebouwd,
    varianten.waarde is not null as is_in_gegevens,
    varianten.waarde,
    varianten.teller,
    varianten.noemer
from placed
left join varianten
    on
        placed.indicator_code = varianten.indicator_code
        and placed.variant = varianten.variant
        and placed.periode_type = varianten.periode_type
        and placed.periode_start = varianten.periode_start
        and placed.cell = varianten.cell
