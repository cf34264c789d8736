{# What the marts of care periods tell of an end; `data_until` is joined. #}
{% macro end_of_care(relation) -%}
    nullif({{ relation }}.einde, date '9999-12-31') as einddatum,
    {{ relation }}.einde_herkomst,
    {{ relation }}.reden_beeindiging,
    nullif({{ relation }}.einde, date '9999-12-31') - {{ relation }}.begindatum as duur_dagen,
    {{ relation }}.einde <= data_until.gegevens_tot_en_met as is_beeindigd
{%- endmacro %}
