{# The parts of `clients_per_split` that are written once per kind of split. #}

{# CTEs `shapes_<events>`: what is left of a profile in the columns of one split, and `cubes_<events>`: its cells. #}
{% macro shapes_of_profiles(family) -%}
    {%- set columns = (family.cube + [family.kept]) | select | join(', ') -%}
    ranked_{{ family.events }} as (

    select
        profile,
        {{ columns }},
        is_voorlopig,
        dense_rank() over (order by {{ columns }}, is_voorlopig) as part_id
    from members

),

shapes_{{ family.events }} as (

    select
        profile,
        array_agg(distinct part_id order by part_id) as shape
    from ranked_{{ family.events }}
    group by profile

),

parts_{{ family.events }} as (

    select
        shapes.shape,
        {{ columns }},
        bool_or(ranked.is_voorlopig) as is_voorlopig
    from shapes_{{ family.events }} as shapes
    inner join ranked_{{ family.events }} as ranked on shapes.profile = ranked.profile
    group by shapes.shape, {{ columns }}

),

cubes_{{ family.events }} as (

    select
        shape,
        {{ columns }},
        bool_or(is_voorlopig) as is_voorlopig
    from parts_{{ family.events }}
    group by shape, {% if family.kept %}{{ family.kept }}, {% endif %}cube ({{ family.cube | join(', ') }})

)
{%- endmacro %}

{# CTE `cells_<family>`: the persons of all profiles in a cell. #}
{% macro cells_of_shapes(family) -%}
    weighed_{{ family.name }} as (

    select
        weighed.periode_type,
        weighed.periode_start,
        {% if family.person %}weighed.{{ family.person }}, {% endif %}
        shapes.shape,
        sum(weighed.clients) as clients
    from weighed
    inner join shapes_{{ family.events }} as shapes on weighed.profile = shapes.profile
    group by
        weighed.periode_type,
        weighed.periode_start,
        {% if family.person %}weighed.{{ family.person }}, {% endif %}
        shapes.shape

),

cells_{{ family.name }} as (

    select
        weighed.periode_type,
        weighed.periode_start,
        {% for column in (family.cube + [family.kept]) | select %}cubes.{{ column }}, {% endfor %}
    {% if family.person %}weighed.{{ family.person }}, {% endif %}
        weighed.clients,
        cubes.is_voorlopig
    from weighed_{{ family.name }} as weighed
    inner join cubes_{{ family.events }} as cubes on weighed.shape = cubes.shape

)
{%- endmacro %}
