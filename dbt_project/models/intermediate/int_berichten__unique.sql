-- Grain: one row per distinct message. The same message with other bytes is still that message.
with

berichten as (

    select * from {{ ref('stg_ijw_iwmo__berichten') }}

),

ranked as (

    select
        *,
        berichtsoort in ('302', '306', '308', '316', '318', '320', '325') as is_retour,
        -- SPEC 4.1 and 4.2: who is who follows from the type; a retour copies the header of its message unswapped
        berichtsoort in ('301', '302', '319', '320', '325') as gemeente_is_afzender,
        -- any copy will do, so the choice only has to be the same in every run: the smallest content hash
        row_number() over (
            partition by
                wet, berichtsoort, afzender, ontvanger, bericht_identificatie, bericht_datum,
                retour_identificatie, retour_datum
            order by _source_file_id
        ) as copy_rank
    from berichten

)

select
    _source_file_id,
    wet,
    berichtsoort,
    release,
    case when gemeente_is_afzender then afzender else ontvanger end as gemeente_code,
    case when gemeente_is_afzender then ontvanger else afzender end as aanbieder_agb,
    is_retour,
    bericht_identificatie,
    bericht_datum,
    retour_identificatie,
    retour_datum,
    declaratie_bericht_identificatie,
    declaratie_bericht_datum
from ranked
where copy_rank = 1
