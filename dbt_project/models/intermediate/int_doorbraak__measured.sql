-- Grain: one row per case, benefit or coach, indicator and year. IND094 to IND099 and IND101, of the Doorbraakaanpak.
{% set moments = {'IND094': 'aangemeld_op', 'IND095': 'opgepakt_op', 'IND096': 'plan_op'} %}
with

judged_cases as (

    select
        *,
        {{ is_newest_delivery() }} as is_geldig
    from {{ ref('stg_registers__doorbraak') }}

),

cases as (

    select
        aangemeld_op,
        opgepakt_op,
        plan_op,
        {{ or_unknown('stadsdeel') }} as stadsdeel,
        'aanmelder=' || {{ or_unknown('aanmelder') }} as dimensies,
        null::text as persoon,
        _delivered_on as bekend_tot
    from judged_cases
    where is_geldig

),

judged_benefits as (

    select
        *,
        {{ is_newest_delivery() }} as is_geldig
    from {{ ref('stg_registers__doorbraak_baten') }}

),

benefits as (

    select
        make_date(jaar::integer, 1, 1) as jaar_start,
        make_date(jaar::integer, 12, 31) as bekend_tot,
        case when regeling in ('jeugdwet', 'wmo') then regeling end as wet,
        'regeling=' || regeling as dimensies,
        null::text as persoon,
        bedrag_euro
    from judged_benefits
    where is_geldig

),

judged_staff as (

    select
        *,
        {{ is_newest_delivery(['peildatum', 'organisatie']) }} as is_geldig,
        max(peildatum) over (partition by organisatie) as bekend_tot,
        max(peildatum) over (partition by organisatie, extract(year from peildatum)) as laatste_peildatum
    from {{ ref('stg_registers__formatie') }}
    where organisatie = 'doorbraakteam'

),

staff as (

    select
        peildatum,
        fte,
        'functie=' || functie as dimensies,
        null::text as persoon,
        bekend_tot
    from judged_staff
    where is_geldig and peildatum = laatste_peildatum

)

{% for code, moment in moments.items() -%}
{{ measured(
    code, 'aantal', 'cases', moment, ['jaar'], ['stadsdeel']
) }}
    union all
{% endfor -%}
{{ measured('IND097', 'aantal', 'benefits', 'jaar_start', ['jaar'], ['wet'], teller='benefits.bedrag_euro') }}
union all
{{ measured('IND098', 'aantal', 'benefits', 'jaar_start', ['jaar'], ['wet'], teller='benefits.bedrag_euro') }}
union all
{{ measured(
    'IND099', 'gemiddelde', 'benefits', 'jaar_start', ['jaar'], [], teller='benefits.bedrag_euro', noemer='0'
) }}
union all
{{ measured('IND099', 'gemiddelde', 'cases', 'plan_op', ['jaar'], [], teller='null', noemer='1') }}
union all
{{ measured('IND101', 'aantal', 'staff', 'peildatum', ['jaar'], [], teller='staff.fte') }}
