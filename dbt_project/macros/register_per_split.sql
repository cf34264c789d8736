{#
    Splits of what a register counts: without persons, so without age or sex, and with the area that the register names.

    CTEs up to `counted`: reads a CTE `events`: indicator_code, gebeurtenis_datum, gemeente_code, wet, zorgsoort,
    aanbieder_agb (none of them null), teller, noemer (null: a count), geleverd_op, and what `further` and `has_variant`
    name. Of `perioden` each indicator has its own: {"IND046": ["halfjaar"], "IND031": ["peildatum"]}. `teller` says how
    tellers come together. A period is provisional as long as the newest delivery lies in it.
#}
{% macro register_per_split(perioden, further=[], teller='sum(teller)', has_variant=false) -%}
    {%- set key = ['indicator_code'] + (['variant'] if has_variant else []) -%}
    {%- set lines = [] -%}
    {%- for indicator, types in perioden.items() -%}
        {%- for type in types -%}
            {%- do lines.append("('" ~ indicator ~ "', '" ~ type ~ "')") -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- set care = ['gemeente_code', 'wet', 'zorgsoort'] -%}
    {%- set families = [{'cube': care + ['aanbieder_agb'], 'kept': none}] -%}
    {%- for dimension in further_dimensions(further) -%}
        {%- do families.append({'cube': care, 'kept': dimension}) -%}
    {%- endfor %}
perioden (indicator_code, periode_type) as (

    values {{ lines | join(', ') }}

),

dated as (

    select
        events.*,
        perioden.periode_type,
        coalesce(
            {{ period_start('perioden.periode_type', 'events.gebeurtenis_datum') }}, events.gebeurtenis_datum
        ) as periode_start
    from events
    inner join perioden on events.indicator_code = perioden.indicator_code

),

cells as (

    {% for family in families -%}
        select
        {{ key | join(', ') }},
        periode_type,
        periode_start,
        {%- for dimension in split_dimensions() %}
            {% if dimension in family.cube + [family.kept] %}{{ dimension }}{% else %}null::text as {{ dimension }}{% endif %},
        {%- endfor %}
        {{ teller }}::numeric as som,
        sum(noemer)::numeric as noemer,
        max(max(geleverd_op)) over (partition by indicator_code) as geleverd_op
    from dated
    group by
        {{ key | join(', ') }}, periode_type, periode_start,
        {%- if family.kept %} {{ family.kept }},{% endif %} cube ({{ family.cube | join(', ') }})
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

ended as (

    select
        *,
        coalesce({{ period_end('periode_type', 'periode_start') }}, periode_start) as periode_eind
    from cells

),

counted as (

    select
        {{ key | join(', ') }},
        periode_type,
        periode_start,
        periode_eind,
        {{ split_dimensions() | join(', ') }},
        {{ split_bits() }} as splitsing,
        case when noemer is null then som else round(som / noemer, 6) end as waarde,
        case when noemer is not null then som end as teller,
        noemer,
        periode_eind >= geleverd_op as is_voorlopig
    from ended
    where noemer is null or noemer > 0

)
{%- endmacro %}

{#
    CTE `events` of the CTE `measured` (indicator_code, variant, peildatum, gemeente_code, wet, zorgsoort, aanbieder_agb,
    teller): what counts on a day is known up to the last day of the data (CTE `data_until`). `regio` is no gemeente.
#}
{% macro events_on_days() -%}
events as (

    select
        measured.indicator_code,
        measured.variant,
        measured.peildatum as gebeurtenis_datum,
        coalesce(measured.gemeente_code, 'regio') as gemeente_code,
        measured.wet,
        measured.zorgsoort,
        measured.aanbieder_agb,
        measured.teller,
        null::integer as noemer,
        data_until.gegevens_tot_en_met + 1 as geleverd_op
    from measured
    cross join data_until

)
{%- endmacro %}

{#
    For `teller` of the above with a noemer of 1: the middle one times the number. Divided by the number that is the
    median, and the noemer tells of how few it is, so that one of very few does not go out.
#}
{% macro median_times_number() -%}
    count(*) * percentile_cont(0.5) within group (order by teller)::numeric
{%- endmacro %}
