{# What the marts of surveys hold that is measured: CTEs up to `respons`. The arguments are those marts. #}
{% macro survey_sources(persons, answers, published, response) -%}
respondenten as (

    select
        onderzoek,
        golf,
        meetdatum,
        gemeente_code,
        wet,
        {{ or_unknown('zorgsoort') }} as zorgsoort,
        {{ or_unknown('stadsdeel') }} as stadsdeel,
        {{ or_unknown('leeftijdsgroep') }} as leeftijdsgroep,
        heeft_basishulp,
        rapportcijfer,
        is_goed_passend,
        gewicht,
        'informant=' || informant || '|onderzoek=' || onderzoek as dimensies
    from {{ persons }}

),

laatste as (

    select max(meetdatum) as meetdatum
    from respondenten

),

antwoorden as (

    select
        golf,
        meetdatum,
        gemeente_code,
        wet,
        {{ or_unknown('zorgsoort') }} as zorgsoort,
        {{ or_unknown('stadsdeel') }} as stadsdeel,
        {{ or_unknown('leeftijdsgroep') }} as leeftijdsgroep,
        coalesce(heeft_basishulp, false) or onderzoek like 'buurtteam%' as heeft_basishulp,
        vraag_code in ({{ quoted(var('goed_passend_vragen')) }}) as is_over_goed_passend,
        is_beantwoord,
        is_positief,
        gewicht,
        'vraag=' || vraag_code as vraag,
        null::text as dimensies
    from {{ answers }}
    where is_geldig and antwoord is not null and schaal != 'rapportcijfer' and schaal != 'open'

),

-- what was published of years of which the answers are no longer there
gepubliceerd as (

    select
        cijfers.jaar::text as golf,
        make_date(cijfers.jaar::integer, 12, 31) as meetdatum,
        cijfers.gemeente_code,
        case cijfers.onderzoek when 'ceo_wmo' then 'wmo' when 'buurtteam_btv' then 'wmo' else 'jeugdwet' end as wet,
        null::text as zorgsoort,
        cijfers.stadsdeel,
        null::text as leeftijdsgroep,
        cijfers.maat,
        cijfers.vraag_code,
        cijfers.waarde,
        cijfers.aantal_antwoorden,
        'informant=' || {{ or_unknown('cijfers.informant') }} || '|onderzoek=' || cijfers.onderzoek as dimensies
    from {{ published }} as cijfers
    where
        cijfers.onderzoek like 'ceo%'
        and cijfers.stadsdeel is null
        and not exists (
            select 1
            from respondenten
            where
                respondenten.onderzoek = cijfers.onderzoek
                and extract(year from respondenten.meetdatum) = cijfers.jaar
        )

),

respons as (

    select
        golf,
        meetdatum,
        gemeente_code,
        case onderzoek when 'ceo_wmo' then 'wmo' when 'buurtteam_btv' then 'wmo' else 'jeugdwet' end as wet,
        {{ or_unknown('zorgsoort') }} as zorgsoort,
        null::text as stadsdeel,
        null::text as leeftijdsgroep,
        aantal_uitgenodigd,
        aantal_antwoorden,
        'informant=' || informant || '|onderzoek=' || onderzoek as dimensies
    from {{ response }}
    where is_geldig

)
{%- endmacro %}
