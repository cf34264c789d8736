{#
    CTEs up to `split`: the `measures` (SQL by name) of the CTE `facts` per indicator_code, variant, period and split:
    the base, and beside it what `verdere_splitsingen_varianten` names of productgroep, product_code and verwijzer.

    `facts`: indicator_code, variant, periode_type, gebeurtenis_datum, client_id, gemeente_code, wet, zorgsoort,
    productgroep, product_code, aanbieder_agb, verwijzer, is_voorlopig, and what is measured. For facts that are few;
    for all persons with care `clients_per_split` counts cheaper.
#}
{% macro variants_per_split(measures) -%}
    {%- set own = ['productgroep', 'product_code', 'verwijzer'] -%}
    {%- set further = further_dimensions(var('verdere_splitsingen_varianten')) | select('in', own) | list -%}
    {%- set given = ['gemeente_code', 'wet', 'zorgsoort', 'aanbieder_agb'] + further -%}
placed as (

    select
        *,
        {{ period_start('periode_type', 'gebeurtenis_datum') }} as periode_start
    from facts
    where {{ is_touched_period('periode_type', period_start('periode_type', 'gebeurtenis_datum')) }}

),

totals as (

    select
        indicator_code,
        variant,
        periode_type,
        periode_start,
        {{ given | join(', ') }},
        {% for name, measure in measures.items() %}{{ measure }} as {{ name }}, {% endfor %}
        bool_or(is_voorlopig) as is_voorlopig
    from placed
    group by
        indicator_code,
        variant,
        periode_type,
        periode_start,
        cube (gemeente_code, wet, zorgsoort),
        grouping sets ((), (aanbieder_agb){% for dimension in further %}, ({{ dimension }}){% endfor %})

),

split as (

    select
        indicator_code,
        variant,
        periode_type,
        periode_start,
        {{ period_end('periode_type', 'periode_start') }} as periode_eind,
        {{ row_split_by(given) }} {% for name in measures %}{{ name }}, {% endfor %}
        is_voorlopig,
        {{ split_bits(given) }} as splitsing
    from totals

)
{%- endmacro %}

{# Row of indicator_varianten that counts: no noemer. From `split` and `data_until`. #}
{% macro variant_of_split(waarde, teller='null::numeric', noemer='null::numeric') -%}
    split.indicator_code,
    split.variant,
    {{ split_columns('split') }},
    {{ waarde }} as waarde,
    {{ teller }} as teller,
    {{ noemer }} as noemer
{%- endmacro %}

{# Whether a row of an indicator is split no further than variants are. #}
{% macro is_split_of_variants() -%}
    {%- set unsplit = [] -%}
    {%- for dimension in var('verdere_splitsingen') if dimension not in var('verdere_splitsingen_varianten') -%}
        {%- do unsplit.append(dimension) -%}
    {%- endfor -%}
    {{ 'num_nulls(' ~ unsplit | join(', ') ~ ') = ' ~ unsplit | length if unsplit else 'true' }}
{%- endmacro %}
