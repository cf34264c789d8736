-- Grain: one row per class of a declaratie-antwoord and rule that it breaks.
with

antwoorden as (

    select
        unieke._source_file_id,
        unieke.wet,
        unieke.gemeente_code,
        unieke.aanbieder_agb,
        gekoppeld._source_file_id as declaratie_file_id,
        declaraties.declaratie_nummer,
        antwoorden.declaratie_nummer as antwoord_nummer,
        headers.xsd_versie_declaratie_basisschema as antwoord_basisschema,
        headers.xsd_versie_declaratie_bericht as antwoord_bericht,
        claimed.xsd_versie_basisschema,
        claimed.xsd_versie_bericht
    from {{ ref('int_berichten__unique') }} as unieke
    inner join {{ ref('stg_ijw_iwmo__berichten') }} as headers on unieke._source_file_id = headers._source_file_id
    left join {{ ref('int_berichten__answers') }} as gekoppeld on unieke._source_file_id = gekoppeld.antwoord_file_id
    left join {{ ref('stg_ijw_iwmo__berichten') }} as claimed on gekoppeld._source_file_id = claimed._source_file_id
    left join {{ ref('stg_ijw_iwmo__declaraties') }} as declaraties
        on gekoppeld._source_file_id = declaraties._source_file_id
    left join {{ ref('stg_ijw_iwmo__declaratie_antwoorden') }} as antwoorden
        on unieke._source_file_id = antwoorden._source_file_id
    where unieke.berichtsoort = '325'

),

claims as (

    -- TR314: a reference stands for one line; where a sender repeats one, any of its lines may be meant
    select
        berichten.wet,
        berichten.aanbieder_agb,
        prestaties.*
    from {{ ref('stg_ijw_iwmo__prestaties') }} as prestaties
    inner join {{ ref('int_berichten__unique') }} as berichten on prestaties._source_file_id = berichten._source_file_id
    where berichten.berichtsoort = '323'

),

lines as (

    select
        antwoorden._source_file_id,
        prestaties._rij,
        count(claims._rij) = 0 as is_unknown,
        coalesce(bool_or(
            prestaties.toewijzing_nummer = claims.toewijzing_nummer
            and prestaties.product_categorie = claims.product_categorie
            and prestaties.product_code = claims.product_code
            and prestaties.productperiode_begindatum = claims.productperiode_begindatum
            and prestaties.productperiode_einddatum = claims.productperiode_einddatum
            and prestaties.geleverd_volume = claims.geleverd_volume
            and prestaties.eenheid = claims.eenheid
            and prestaties.tarief_eurocent is not distinct from claims.tarief_eurocent
            and prestaties.ingediend_bedrag_eurocent = claims.ingediend_bedrag_eurocent
            and prestaties.debet_credit = claims.debet_credit
        ) filter (where claims._rij is not null), true) as is_repeated
    from antwoorden
    inner join {{ ref('stg_ijw_iwmo__prestaties') }} as prestaties
        on antwoorden._source_file_id = prestaties._source_file_id
    left join claims
        on
            antwoorden.wet = claims.wet
            and antwoorden.aanbieder_agb = claims.aanbieder_agb
            and prestaties.referentie_nummer = claims.referentie_nummer
    group by antwoorden._source_file_id, prestaties._rij

)

select
    lines._source_file_id,
    'Prestatie' as klasse,
    lines._rij,
    rules.regel
from lines
cross join
    lateral (
        values ('TR366', lines.is_unknown), ('TR367', not lines.is_repeated)
    ) as rules (regel, is_broken)
where rules.is_broken

union all

select
    antwoorden._source_file_id,
    rules.klasse,
    1 as _rij,
    rules.regel
from antwoorden
cross join
    lateral (
        values
        ('Header', 'TR337', antwoorden.declaratie_file_id is null),
        (
            'Header', 'TR371',
            antwoorden.antwoord_basisschema != antwoorden.xsd_versie_basisschema
            or antwoorden.antwoord_bericht != antwoorden.xsd_versie_bericht
        ),
        ('DeclaratieAntwoord', 'TR376', antwoorden.antwoord_nummer != antwoorden.declaratie_nummer)
    ) as rules (klasse, regel, is_broken)
where rules.is_broken
