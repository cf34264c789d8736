-- Grain: one row per indicator, reading or dimension, period and combination of splits, of registers and lists.
{% set families = [
    'int_buurtteams__access', 'int_buurtteams__flow', 'int_buurtteams__forms', 'int_buurtteams__population',
    'int_formatie__measured', 'int_formatie__caseload', 'int_financien__measured', 'int_wachtlijsten__measured',
    'int_collectief_aanbod__measured', 'int_jongerenwerk__measured', 'int_verblijf__measured',
    'int_uitkomsten__measured', 'int_begroting__measured', 'int_doorbraak__measured', 'int_opvang__measured',
    'int_aanbieders__verblijf', 'int_mijlpalen__measured', 'int_onderaannemers__measured',
] %}
with

measured as (

    {% for family in families -%}
        select * from {{ ref(family) }}
        {% if not loop.last %}union all
        {% endif %}
    {%- endfor %}
),

variants as (

    {{ readings_and_dimensions('measured') }}

),

{{ measured_per_split([], ['gemeente_code', 'wet', 'zorgsoort'], variants=true, source='variants') }}

select
    {{ variant_columns('split', 'split.variant') }},
    split.is_voorlopig
from split
