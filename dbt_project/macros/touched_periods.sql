{#
    Indicators that are made anew for the periods that were touched since the last build, and kept for all others
    (docs/decisions/incremental.md). Such a model is `incremental` by `append`, names in `meta.touched_by` the facts it
    counts, and reads of them what lies in touched periods through `of_touched_periods`.
#}

{# The facts of which months are compared with the last build -> the day that decides in which month a row counts. #}
{% macro dated_facts() %}
    {{ return({
        'int_declaratieregels__settled': 'declaratieperiode_begindatum',
        'int_toewijzingen__referrals': 'toewijzingsdatum',
        'int_toewijzingen__running': 'peildatum',
        'int_zorggebruik__measured': 'maand',
        'int_zorggebruik__monthly': 'maand',
        'int_zorgperioden__inflow': 'begindatum',
        'int_zorgperioden__outflow': 'einde',
        'int_zorgperioden__running': 'peildatum',
    }) }}
{% endmacro %}

{# The periods of the model at hand that were touched, as a condition on `periods`; none: all are made anew. #}
{% macro touched_periods() %}
    {% set touched = decided_before('int_perioden__touched') %}
    {% set facts = config.get('meta', {}).get('touched_by', []) if execute else [] %}
    {% if not facts or not is_by_client() %}
        {{ return(none) }}
    {% endif %}
    {{ return('from ' ~ touched ~ ' as touched where touched.feit in (' ~ quoted(facts) ~ ')') }}
{% endmacro %}

{# Empties a model of what is made anew: the rows of touched periods, or all of them. #}
{% macro forget_touched_periods() -%}
    {%- set touched = touched_periods() -%}
    {%- if touched -%}
        delete from {{ this }}
        where (periode_type, periode_start) in (select touched.periode_type, touched.periode_start {{ touched }})
    {%- elif is_incremental() -%}
        truncate table {{ this }}
    {%- endif -%}
{%- endmacro %}

{# Condition of the facts that are read: those in touched periods of this type, the longest that the model has. #}
{% macro of_touched_periods(date, longest) -%}
    {%- set touched = touched_periods() -%}
    {%- if touched -%}
        {{ date if longest == 'peildatum' else period_start("'" ~ longest ~ "'", date) }} in (
            select touched.periode_start {{ touched }} and touched.periode_type = '{{ longest }}'
        )
    {%- else -%}
        true
    {%- endif -%}
{%- endmacro %}

{# Condition of the periods that are made anew; both arguments SQL. #}
{% macro is_touched_period(period_type, period_start) -%}
    {%- set touched = touched_periods() -%}
    {%- if touched -%}
        ({{ period_type }}, {{ period_start }}) in (
            select touched.periode_type, touched.periode_start {{ touched }}
        )
    {%- else -%}
        true
    {%- endif -%}
{%- endmacro %}
