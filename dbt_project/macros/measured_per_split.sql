{# `personen`, the sums and the state of a cell. A median needs every thing apart. #}
{% macro measured_sums(has_median) -%}
count(distinct persoon) filter (where maat = 'personen') as personen,
        {% if has_median -%}
    trim_scale(round((
            percentile_cont(0.5) within group (order by teller) filter (where maat = 'mediaan')
        )::numeric, 6)) as mediaan,
        {% endif -%}
    sum(teller) as teller,
        sum(noemer) as noemer,
        sum(antwoorden) as antwoorden,
        bool_or(is_voorlopig) as is_voorlopig
{%- endmacro %}

{#
    CTEs up to `split`: the rows of the indicators `codes` from the CTE `source`, by each combination of `cube`, and
    beside it by one of `further`, within each combination of gemeente, wet and zorgsoort. A dimension that does not
    apply is NULL in `measured` and gives no row; what is unknown is `onbekend`. `antwoorden` is the column that counts
    for noemer where teller and noemer are weighed.
#}
{% macro measured_per_split(codes, cube, further=[], antwoorden='noemer', variants=false, source='measured') -%}
    {%- set given = ['variant'] if variants else [] -%}
    {%- set keys = ['indicator_code'] + given + ['maat', 'periode_type', 'periode_start'] -%}
    {%- set inner = cube | reject('equalto', 'aanbieder_agb') | list -%}
    {%- set families = [] -%}
    {%- for dimension in [none] + further -%}
        {%- set of_cube = inner if dimension else cube -%}
        {%- set has = of_cube + ([dimension] if dimension else []) -%}
        {%- set kept = 'coalesce(parts.leeftijdsgroep, groepen.leeftijdsgroep, \'onbekend\')'
            if dimension == 'leeftijdsgroep' else dimension -%}
        {%- set named = of_cube + ([kept ~ ' as ' ~ dimension] if dimension else []) -%}
        {%- do families.append({
            'name': dimension or 'basis', 'kept': dimension, 'cube': of_cube, 'has': has,
            'columns': named | join(', '), 'groups': (keys + ([kept] if dimension else [])) | join(', '),
        }) -%}
    {%- endfor -%}
parts as (

    select
        {{ (keys + cube + further) | join(', ') }},
        {% if 'leeftijdsgroep' in further %}leeftijd, {% endif %}
        case when maat in ('personen', 'mediaan') then persoon end as persoon,
        sum(teller) as teller,
        sum(noemer) as noemer,
        sum({{ antwoorden }}) as antwoorden,
        bool_or(is_voorlopig) as is_voorlopig
    from {{ source }}
    {% if codes %}where indicator_code in ({{ quoted(codes) }}){% endif %}
    group by
        {{ (keys + cube + further) | join(', ') }},
        {% if 'leeftijdsgroep' in further %}leeftijd, {% endif %}
        case when maat in ('personen', 'mediaan') then persoon end

),
{% for family in families %}
cells_{{ family.name }} as (

    select
        {{ keys | join(', ') }},
        {{ family.columns }},
        {{ measured_sums(variants) }}
    from parts
    {{ measured_kept(family.kept) }}
    group by {{ family.groups }}, cube ({{ family.cube | join(', ') }})
    having {{ measured_applies(family.cube) }}

),
{% endfor %}
rows_of_families as (

    {% for family in families -%}
        select
        {{ keys | join(', ') }},
        {{ row_split_by(family.has) }}
        {{ split_bits(family.has) }} as splitsing,
        personen,
        {% if variants %}mediaan, {% endif %}
        teller,
        noemer,
        antwoorden,
        is_voorlopig
    from cells_{{ family.name }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

split as (

    select
        {{ (['indicator_code'] + given) | join(', ') }},
        periode_type,
        periode_start,
        {{ period_end('periode_type', 'periode_start') }} as periode_eind,
        {{ split_dimensions() | join(', ') }},
        splitsing,
        case
            when maat = 'personen' then personen + coalesce(teller, 0)
            {% if variants %}when maat = 'mediaan' then mediaan{% endif %}
            when maat = 'aantal' then teller
            else trim_scale(round(teller / noemer, 6))
        end as waarde,
        case when maat in ('aandeel', 'gemiddelde') then trim_scale(round(teller * antwoorden / noemer, 6)) end as teller,
        case when maat in ('aandeel', 'gemiddelde') then antwoorden end as noemer,
        is_voorlopig
    from rows_of_families
    where maat not in ('aandeel', 'gemiddelde') or (noemer != 0 and teller is not null)

)
{%- endmacro %}
