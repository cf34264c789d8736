-- Grain: one row per indicator, period and combination of splits. IND068, IND071, IND072 and IND073.
with

{{ survey_measures(
    ref('fct_ervaring_respondenten'), ref('fct_ervaring_antwoorden'),
    ref('fct_ervaring_gepubliceerd'), ref('fct_ervaring_respons')
) }},

main as (

    select * from measured
    where lezing is null

),

{{ measured_per_split(
    ['IND068', 'IND071', 'IND072', 'IND073'],
    ['gemeente_code', 'wet', 'zorgsoort'], ['stadsdeel', 'leeftijdsgroep'], antwoorden='antwoorden', source='main'
) }}

select
    {{ indicator_columns('split') }},
    split.is_voorlopig
from split
