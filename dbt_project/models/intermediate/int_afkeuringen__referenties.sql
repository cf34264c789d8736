-- Grain: one row per accepted toewijzing in a 301 whose ReferentieAanbieder should not be there.
with

requests as (

    select
        wet,
        aanbieder_agb,
        referentie_aanbieder
    from {{ ref('int_afkeuringen__verzoeken_op_volgorde') }}
    where stands
    group by wet, aanbieder_agb, referentie_aanbieder

),

sendings as (

    select
        berichten.wet,
        berichten.aanbieder_agb,
        toewijzingen.referentie_aanbieder,
        toewijzingen._source_file_id,
        toewijzingen._rij,
        row_number() over (
            partition by
                berichten.wet, berichten.gemeente_code, toewijzingen.toewijzing_nummer,
                toewijzingen.referentie_aanbieder
            order by
                berichten.bericht_datum, {{ bytewise('berichten.bericht_identificatie') }},
                toewijzingen._source_file_id, toewijzingen._rij
        ) as sending_rank
    from {{ ref('stg_ijw_iwmo__toewijzingen') }} as toewijzingen
    inner join {{ ref('int_berichten__accepted') }} as berichten
        on toewijzingen._source_file_id = berichten._source_file_id
    where berichten.berichtsoort = '301' and toewijzingen.referentie_aanbieder is not null

)

select
    sendings._source_file_id,
    'ToegewezenProduct' as klasse,
    sendings._rij,
    'TR379' as regel
from sendings
left join requests
    on
        sendings.wet = requests.wet
        and sendings.aanbieder_agb = requests.aanbieder_agb
        and sendings.referentie_aanbieder = requests.referentie_aanbieder
where sendings.sending_rank > 1 or requests.referentie_aanbieder is null
