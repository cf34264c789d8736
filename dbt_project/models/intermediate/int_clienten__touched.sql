-- Grain: one row per client about whom a line may say something else than in the last build.
{{ config(pre_hook='set local enable_nestloop = on') }} -- few messages changed: their rows are found by index
with

changed as (

    select * from {{ ref('int_berichten__changed') }}

),

toewijzingen as (

    select * from {{ ref('int_toewijzingen__touched') }}

),

lines as (

    {{ of_last_build(
        'int_declaratieregels__judged',
        {
            'client_id': 'text', 'wet': 'text', 'gemeente_code': 'text', 'aanbieder_agb': 'text',
            'toewijzing_nummer': 'bigint', 'referentie_nummer': 'text',
        },
    ) }}

),

named as (

    {% for class in var('klassen_met_client') -%}
        select client_id
        from {{ ref('stg_ijw_iwmo__' ~ class) }}
        where _source_file_id in (select changed._source_file_id from changed)
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

-- a credit takes out the debit it names, whoever that is about
credits as (

    select
        berichten.wet,
        berichten.ontvanger as gemeente_code,
        berichten.afzender as aanbieder_agb,
        prestaties.vorig_referentie_nummer as referentie_nummer
    from {{ ref('stg_ijw_iwmo__prestaties') }} as prestaties
    inner join changed on prestaties._source_file_id = changed._source_file_id
    inner join {{ ref('stg_ijw_iwmo__berichten') }} as berichten
        on prestaties._source_file_id = berichten._source_file_id
    where prestaties.debet_credit = 'C'

),

credited as (

    select lines.client_id
    from lines
    inner join credits
        on
            lines.wet = credits.wet
            and lines.gemeente_code = credits.gemeente_code
            and lines.aanbieder_agb = credits.aanbieder_agb
            and lines.referentie_nummer = credits.referentie_nummer

),

-- a line has the referrer of its toewijzing, and is held against all lines on it, whoever these are about
allocated as (

    select lines.client_id
    from lines
    inner join toewijzingen
        on
            lines.wet = toewijzingen.wet
            and lines.gemeente_code = toewijzingen.gemeente_code
            and lines.toewijzing_nummer = toewijzingen.toewijzing_nummer

),

touched as (

    select client_id from named
    union all
    select client_id from credited
    union all
    select client_id from allocated

)

select client_id
from touched
where client_id is not null
group by client_id
