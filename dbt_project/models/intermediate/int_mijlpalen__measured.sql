-- Grain: one row per mijlpaal of the register and reading of IND152. A plan by itself says not what became of it.
{% set statuses = ['gepland', 'gestart', 'gereed', 'vertraagd', 'vervallen'] %}
with

judged as (

    select
        *,
        {{ is_newest_delivery() }} as is_geldig
    from {{ ref('stg_registers__mijlpalen') }}

),

interventies_judged as (

    select
        *,
        {{ is_newest_delivery() }} as is_geldig
    from {{ ref('stg_registers__interventies') }}

),

interventies as (

    select * from interventies_judged
    where is_geldig

),

mijlpalen as (

    select
        judged.gepland_op,
        judged.status,
        null::text as persoon,
        interventies.zorgsoort,
        'interventie=' || judged.interventie_id || '|trekker=' || {{ or_unknown('interventies.trekker') }} as dimensies,
        judged._delivered_on as bekend_tot,
        -- done without a day was done when the register said so at the latest
        judged.status = 'gereed'
        and coalesce(judged.gereed_op, judged._delivered_on)
        <= {{ period_end("'kwartaal'", period_start("'kwartaal'", 'judged.gepland_op')) }} as is_op_tijd
    from judged
    left join interventies on judged.interventie_id = interventies.interventie_id
    where judged.is_geldig

)

{{ measured(
    'IND152', 'aandeel', 'mijlpalen', 'gepland_op', ['kwartaal'], ['zorgsoort'],
    teller='mijlpalen.is_op_tijd::integer', noemer='1', condition="mijlpalen.status != 'vervallen'"
) }}
{% for status in statuses %}
    union all
{{ measured(
    'IND152', 'aantal', 'mijlpalen', 'gepland_op', ['kwartaal'], ['zorgsoort'],
    reading='status=' ~ status, condition="mijlpalen.status = '" ~ status ~ "'"
) }}
{%- endfor %}
