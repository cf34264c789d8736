-- Grain: one row per request (315 or 317) that was sent while another of its aanbieder for its client was open.
with

berichten as (

    select
        _source_file_id,
        wet,
        gemeente_code,
        aanbieder_agb,
        berichtsoort,
        bericht_datum,
        is_geweigerd
    from {{ ref('int_berichten__judged') }}

),

refused as (

    select
        berichten.wet,
        berichten.aanbieder_agb,
        antwoorden.referentie_aanbieder,
        min(berichten.bericht_datum) as afgewezen_op
    from {{ ref('stg_ijw_iwmo__antwoorden') }} as antwoorden
    inner join berichten on antwoorden._source_file_id = berichten._source_file_id
    where berichten.berichtsoort = '319' and antwoorden.verzoek_antwoord = '1' and not berichten.is_geweigerd
    group by berichten.wet, berichten.aanbieder_agb, antwoorden.referentie_aanbieder

),

granted as (

    select
        wet,
        aanbieder_agb,
        referentie_aanbieder,
        min(toewijzingsdatum) as toegewezen_op
    from {{ ref('int_toewijzingen__versions') }}
    where referentie_aanbieder is not null
    group by wet, aanbieder_agb, referentie_aanbieder

),

requests as (

    select
        verzoeken._source_file_id,
        verzoeken._rij,
        verzoeken.klasse,
        verzoeken.wet,
        verzoeken.gemeente_code,
        verzoeken.aanbieder_agb,
        verzoeken.client_id,
        verzoeken.stands,
        berichten.bericht_datum,
        -- least leaves out what is absent; both are absent of a request that is still open
        least(refused.afgewezen_op, granted.toegewezen_op) as gesloten_op
    from {{ ref('int_afkeuringen__verzoeken_op_volgorde') }} as verzoeken
    inner join berichten on verzoeken._source_file_id = berichten._source_file_id
    left join refused
        on
            verzoeken.wet = refused.wet
            and verzoeken.aanbieder_agb = refused.aanbieder_agb
            and verzoeken.referentie_aanbieder = refused.referentie_aanbieder
    left join granted
        on
            verzoeken.wet = granted.wet
            and verzoeken.aanbieder_agb = granted.aanbieder_agb
            and verzoeken.referentie_aanbieder = granted.referentie_aanbieder

)

select
    later._source_file_id,
    later.klasse,
    later._rij,
    'TR374' as regel
from requests as later
inner join requests as earlier
    on
        later.wet = earlier.wet
        and later.gemeente_code = earlier.gemeente_code
        and later.aanbieder_agb = earlier.aanbieder_agb
        and later.client_id = earlier.client_id
where
    earlier.stands
    -- requests of one day may have crossed: neither was open when the other was written
    and earlier.bericht_datum < later.bericht_datum
    and coalesce(earlier.gesloten_op > later.bericht_datum, true)
group by later._source_file_id, later.klasse, later._rij
