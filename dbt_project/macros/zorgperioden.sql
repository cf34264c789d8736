{# What the marts of care periods tell of an end; `data_until` is joined. #}
{% macro end_of_care(relation) -%}
    nullif({{ relation }}.einde, date '9999-12-31') as einddatum,
    {{ relation }}.einde_herkomst,
    {{ relation }}.reden_beeindiging,
    nullif({{ relation }}.einde, date '9999-12-31') - {{ relation }}.begindatum as duur_dagen,
    {{ relation }}.einde <= data_until.gegevens_tot_en_met as is_beeindigd
{%- endmacro %}

{# CTEs up to `persons`: each stretch of the CTE `measured`, dated by its end, with who the person was in the period. #}
{% macro persons_at_their_end() -%}
dated as (

    select
        *,
        {{ period_start('periode_type', 'einde') }} as periode_start
    from measured

),

moments as (

    select
        *,
        -- on the first day of it in the period (R-DEF-14)
        {{ month_end('greatest(begindatum, periode_start)') }} as peildatum
    from dated

),

{{ described_persons() }}
{%- endmacro %}
