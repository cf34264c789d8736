-- Grain: one row per request or answer to one (319) and rule that it breaks.
with

requests as (

    select * from {{ ref('int_afkeuringen__verzoeken_op_volgorde') }}

),

known as (

    select
        wet,
        aanbieder_agb,
        referentie_aanbieder
    from requests
    where stands
    group by wet, aanbieder_agb, referentie_aanbieder

),

granted as (

    select
        wet,
        aanbieder_agb,
        referentie_aanbieder,
        min(toewijzingsdatum) as toewijzingsdatum
    from {{ ref('int_toewijzingen__versions') }}
    where referentie_aanbieder is not null
    group by wet, aanbieder_agb, referentie_aanbieder

),

answers as (

    select
        berichten.wet,
        berichten.aanbieder_agb,
        berichten.bericht_datum,
        berichten.is_geweigerd,
        antwoorden._source_file_id,
        antwoorden._rij,
        antwoorden.referentie_aanbieder,
        antwoorden.verzoek_antwoord,
        count(*) filter (where not berichten.is_geweigerd) over earlier as answers_before,
        count(*) filter (where not berichten.is_geweigerd and antwoorden.verzoek_antwoord != '2') over earlier
            as decisions_before
    from {{ ref('stg_ijw_iwmo__antwoorden') }} as antwoorden
    inner join {{ ref('int_berichten__judged') }} as berichten
        on antwoorden._source_file_id = berichten._source_file_id
    where berichten.berichtsoort = '319'
    window earlier as (
        partition by berichten.wet, berichten.aanbieder_agb, antwoorden.referentie_aanbieder
        order by
            berichten.bericht_datum, {{ bytewise('berichten.bericht_identificatie') }}, antwoorden._source_file_id,
            antwoorden._rij
        rows between unbounded preceding and 1 preceding
    )

),

judged as (

    select
        answers._source_file_id,
        answers._rij,
        rules.regel,
        rules.is_broken
    from answers
    left join known
        on
            answers.wet = known.wet
            and answers.aanbieder_agb = known.aanbieder_agb
            and answers.referentie_aanbieder = known.referentie_aanbieder
    left join granted
        on
            answers.wet = granted.wet
            and answers.aanbieder_agb = granted.aanbieder_agb
            and answers.referentie_aanbieder = granted.referentie_aanbieder
    cross join lateral (
        values
        ('TR355', known.referentie_aanbieder is null),
        ('TR359', granted.toewijzingsdatum < answers.bericht_datum),
        ('TR360', answers.verzoek_antwoord = '2' and answers.answers_before > 0),
        ('TR365', answers.decisions_before > 0)
    ) as rules (regel, is_broken)

)

select
    _source_file_id,
    'Antwoord' as klasse,
    _rij,
    regel
from judged
where is_broken

union all

select
    _source_file_id,
    klasse,
    _rij,
    'TR347' as regel
from requests
where same_reference_before > 0
