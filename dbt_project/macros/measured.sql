{#
    Figures counted from registers, lists and surveys. A step in between gives one row per thing that is counted,
    indicator and period (`measured`); the indicator adds them up per split (`measured_per_split`), the variants per
    reading or dimension that has no column.

    `maat` says how: personen (distinct `persoon`, and what a list gives as a number), aantal (sum of `teller`), aandeel
    and gemiddelde (sum of `teller` over sum of `noemer`), mediaan (of `teller`).
#}

{# The columns that a thing may be counted by; a source has some of them. #}
{% macro measured_dimensions() %}
    {{ return(['gemeente_code', 'wet', 'zorgsoort', 'aanbieder_agb', 'stadsdeel', 'leeftijdsgroep', 'geslacht']) }}
{% endmacro %}

{#
    One branch: each row of `relation` in each of the periods `types` that `day` falls in. `has` names the dimensions
    that the relation has as columns, `age` gives years, `known_until` the day after which a period is provisional.
    The relation has persoon and dimensies (`dimensie=waarde`, several with a bar between them).
#}
{% macro measured(
    indicator_code, maat, relation, day, types, has,
    teller='1', noemer='null', reading=none, condition='true', age='null', person='persoon', known_until='bekend_tot'
) -%}
select
        '{{ indicator_code }}' as indicator_code,
        {{ "'" ~ reading ~ "'" if reading else 'null' }}::text as lezing,
        '{{ maat }}' as maat,
        periode_typen.periode_type,
        {{ period_start('periode_typen.periode_type', relation ~ '.' ~ day) }} as periode_start,
        {{ relation }}.{{ person }} as persoon,
        {% for dimension in measured_dimensions() -%}
    {{ relation ~ '.' ~ dimension if dimension in has else 'null::text as ' ~ dimension }},
        {% endfor -%}
    ({{ age }})::integer as leeftijd,
        {{ relation }}.dimensies,
        ({{ teller }})::numeric as teller,
        ({{ noemer }})::numeric as noemer,
        {{ period_end('periode_typen.periode_type', period_start('periode_typen.periode_type', relation ~ '.' ~ day)) }}
        > {{ known_until }} as is_voorlopig
    from {{ relation }}
    cross join (
        {{ period_types(types) }}
    ) as periode_typen (periode_type)
    where {{ relation }}.{{ day }} is not null and {{ condition }}
{%- endmacro %}

{# The readings of what was measured, and each dimension without a column as a reading `dimensie=waarde`. #}
{% macro readings_and_dimensions(relation) -%}
select
        {{ relation }}.*,
        {{ relation }}.lezing as variant
    from {{ relation }}
    where {{ relation }}.lezing is not null

    union all

    select
        {{ relation }}.*,
        dimensie as variant
    from {{ relation }}
    -- a name may hold a bar itself
    cross join regexp_split_to_table({{ relation }}.dimensies, '\|(?=[a-z_]+=)') as dimensie
    where {{ relation }}.lezing is null
{%- endmacro %}

{# Ages in the groups that hold them, or only the things that have the dimension. #}
{% macro measured_kept(dimension) %}
    {% if dimension == 'leeftijdsgroep' %}
        {{ return('left join ' ~ ref('leeftijdsgroepen') ~ ' as groepen on parts.leeftijd >= groepen.leeftijd_van'
            ~ ' and parts.leeftijd <= coalesce(groepen.leeftijd_tot, 999)') }}
    {% endif %}
    {{ return('where ' ~ dimension ~ ' is not null' if dimension else '') }}
{% endmacro %}

{# A cell is of a value, or not split; what does not apply to a thing is neither. #}
{% macro measured_applies(cube) -%}
    {%- set each = [] -%}
    {%- for dimension in cube -%}
        {%- do each.append('(grouping(' ~ dimension ~ ') = 1 or ' ~ dimension ~ ' is not null)') -%}
    {%- endfor -%}
    {{ each | join(' and ') }}
{%- endmacro %}
