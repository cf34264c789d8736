-- Grain: one row per line of the register of signals about shelter, indicator and period. IND134 and IND135.
{% set types = ['maand', 'kwartaal', 'halfjaar', 'jaar'] %}
with

judged as (

    select
        *,
        {{ is_newest_delivery(['periode_start', 'aangeleverd_door']) }} as is_geldig
    from {{ ref('stg_registers__signalen') }}

),

lines as (

    select
        onderwerp,
        periode_start,
        gemeente_code,
        null::text as persoon,
        case when uitsplitsing is not null then 'voorziening=' || uitsplitsing end as dimensies,
        waarde,
        periode_eind as bekend_tot,
        -- the period is that of the sender; a day is about its month
        case
            when periode_eind < periode_start + interval '1 month' then 'maand'
            when periode_eind < periode_start + interval '3 months' then 'kwartaal'
            when periode_eind < periode_start + interval '6 months' then 'halfjaar'
            else 'jaar'
        end as soort_periode
    from judged
    where
        is_geldig
        and onderwerp in ('housing_first', 'opvangplaatsen', 'opvang_bezet')
        and eenheid = 'aantal'
        and stadsdeel is null
        and leeftijdsgroep is null

)

{% for code, subject in {'IND134': 'housing_first', 'IND135': 'opvangplaatsen'}.items() -%}
{{ measured(
    code, 'aantal', 'lines', 'periode_start', types, ['gemeente_code'], teller='lines.waarde',
    condition="lines.onderwerp = '" ~ subject ~ "' and lines.soort_periode = periode_typen.periode_type"
) }}
    union all
{% endfor -%}
{{ measured(
    'IND135', 'aandeel', 'lines', 'periode_start', types, ['gemeente_code'], reading='bezetting',
    teller="case lines.onderwerp when 'opvang_bezet' then lines.waarde end",
    noemer="case lines.onderwerp when 'opvangplaatsen' then lines.waarde else 0 end",
    condition="lines.onderwerp != 'housing_first' and lines.soort_periode = periode_typen.periode_type"
) }}
