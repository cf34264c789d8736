{#
    The CTEs up to `measured` of the surveys: marks, judgements and response per respondent or published figure, in each
    period of the wave. `teller` and `noemer` are weighed, `antwoorden` counts who answered.
#}

{# One branch: rows of `relation`, in the periods of their wave; `reading` is SQL. #}
{% macro survey_measured(indicator_code, maat, relation, teller, noemer, antwoorden, condition, reading=none) -%}
select
        '{{ indicator_code }}' as indicator_code,
        {{ reading or 'null' }}::text as lezing,
        '{{ maat }}' as maat,
        periode_typen.periode_type,
        {{ period_start('periode_typen.periode_type', relation ~ '.meetdatum') }} as periode_start,
        null::text as persoon,
        {{ relation }}.gemeente_code,
        {{ relation }}.wet,
        {{ relation }}.zorgsoort,
        {{ relation }}.stadsdeel,
        {{ relation }}.leeftijdsgroep,
        null::integer as leeftijd,
        {{ relation }}.dimensies,
        ({{ teller }})::numeric as teller,
        ({{ noemer }})::numeric as noemer,
        ({{ antwoorden }})::numeric as antwoorden,
        {{ period_end('periode_typen.periode_type', period_start('periode_typen.periode_type', relation ~ '.meetdatum')) }}
        > laatste.meetdatum as is_voorlopig
    from {{ relation }}
    cross join laatste
    cross join (
        {{ period_types(['kwartaal', 'halfjaar', 'jaar']) }}
    ) as periode_typen (periode_type)
    where ({{ condition }}) and (periode_typen.periode_type = 'jaar' or {{ relation }}.golf like '%-%')
{%- endmacro %}

{# All CTEs; the arguments are the marts that they read. #}
{% macro survey_measures(persons, answers, published, response) -%}
    {{ survey_sources(persons, answers, published, response) }},

measured as (

    {{ survey_measured(
        'IND068', 'gemiddelde', 'respondenten', 'gewicht * rapportcijfer', 'gewicht', '1',
        'heeft_basishulp and rapportcijfer is not null'
    ) }}
    union all
    {{ survey_measured(
        'IND068', 'aandeel', 'antwoorden', 'gewicht * is_positief::integer', 'gewicht', '1',
        'heeft_basishulp and is_positief is not null', reading='antwoorden.vraag'
    ) }}
    union all
    {{ survey_measured(
        'IND071', 'gemiddelde', 'respondenten', 'gewicht * rapportcijfer', 'gewicht', '1',
        "onderzoek like 'ceo%' and rapportcijfer is not null"
    ) }}
    union all
    {{ survey_measured(
        'IND071', 'gemiddelde', 'gepubliceerd', 'waarde * coalesce(aantal_antwoorden, 1)', 'coalesce(aantal_antwoorden, 1)',
        'aantal_antwoorden', "gepubliceerd.maat = 'gemiddelde' and waarde between 1 and 10"
    ) }}
    union all
    {{ survey_measured(
        'IND072', 'aandeel', 'respondenten', 'gewicht * is_goed_passend::integer', 'gewicht', '1',
        "onderzoek = 'ceo_wmo' and is_goed_passend is not null"
    ) }}
    union all
    {{ survey_measured(
        'IND072', 'aandeel', 'gepubliceerd', 'waarde / 100 * coalesce(aantal_antwoorden, 1)',
        'coalesce(aantal_antwoorden, 1)', 'aantal_antwoorden',
        "gepubliceerd.maat = 'aandeel_positief' and vraag_code in (" ~ quoted(var('goed_passend_vragen')) ~ ")"
    ) }}
    union all
    {{ survey_measured(
        'IND072', 'aandeel', 'antwoorden', 'gewicht * is_positief::integer', 'gewicht', '1',
        "is_over_goed_passend and is_positief is not null and wet = 'wmo'", reading='antwoorden.vraag'
    ) }}
    union all
    {{ survey_measured(
        'IND072', 'aandeel', 'antwoorden', 'gewicht * coalesce(is_positief, false)::integer', 'gewicht', '1',
        "is_over_goed_passend and wet = 'wmo'", reading="'met_geen_mening'"
    ) }}
    union all
    {{ survey_measured('IND073', 'aantal', 'respons', 'aantal_antwoorden', 'null', 'null', 'true') }}
    union all
    {{ survey_measured(
        'IND073', 'aandeel', 'respons', 'aantal_antwoorden', 'aantal_uitgenodigd', 'aantal_uitgenodigd', 'true',
        reading="'van_wie_is_uitgenodigd'"
    ) }}

)
{%- endmacro %}
