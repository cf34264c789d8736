-- Grain: one row per indicator, reading or dimension, period and combination of splits. IND068 and IND071 to IND073.
with

{{ survey_measures(
    ref('fct_ervaring_respondenten'), ref('fct_ervaring_antwoorden'),
    ref('fct_ervaring_gepubliceerd'), ref('fct_ervaring_respons')
) }},

variants as (

    {{ readings_and_dimensions('measured') }}

),

{{ measured_per_split(
    [], ['gemeente_code', 'wet', 'zorgsoort'], antwoorden='antwoorden', variants=true, source='variants'
) }}

select
    {{ variant_columns('split', 'split.variant') }},
    split.is_voorlopig
from split
