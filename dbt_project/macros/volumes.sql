{# Volumes and tariffs in one unit: minutes (01), hours (04) and dagdelen (16) in hours, what is no time as it is. #}

{% macro is_time_unit(unit) -%}
    {{ unit }} in ('01', '04', '16')
{%- endmacro %}

{# Hours of a volume; NULL where the unit is not one of time. A dagdeel is four hours (WJ756). #}
{% macro hours(volume, unit) -%}
    case {{ unit }}
        when '01' then {{ volume }} / 60.0
        when '04' then {{ volume }} * 1.0
        when '16' then {{ volume }} * 4.0
    end
{%- endmacro %}

{# The unit after that: uur, or the code of the standard. #}
{% macro measured_unit(unit) -%}
    case when {{ is_time_unit(unit) }} then 'uur' else {{ unit }} end
{%- endmacro %}

{# A volume in that unit. #}
{% macro measured_volume(volume, unit) -%}
    coalesce({{ hours(volume, unit) }}, {{ volume }} * 1.0)
{%- endmacro %}

{# A tariff per that unit. #}
{% macro measured_tariff(tariff, unit) -%}
    case {{ unit }} when '01' then {{ tariff }} * 60.0 when '16' then {{ tariff }} / 4.0 else {{ tariff }} * 1.0 end
{%- endmacro %}

{# Whole minutes of a volume; NULL where the unit is not one of time. #}
{% macro minutes(volume, unit) -%}
    case {{ unit }} when '01' then {{ volume }} when '04' then {{ volume }} * 60 when '16' then {{ volume }} * 240 end
{%- endmacro %}

{# Years to which prices are revalued: up to the newest data, and further where the price level asked lies beyond. #}
{% macro last_price_level() -%}
    (
        select greatest(
            extract(year from max(gegevens_tot_en_met))::integer,
            {{ var('nulmeting_prijspeil') }}
        )
        from {{ ref('int_gegevens__tot_en_met') }}
        where bron = 'ijw_iwmo'
    )
{%- endmacro %}
