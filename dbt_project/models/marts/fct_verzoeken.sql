-- Grain: one row per accepted request (315 per product, 317 as a whole), with what came of it.
with

requests as (

    select * from {{ ref('int_verzoeken__requested') }}

),

answers as (

    select * from {{ ref('int_verzoeken__answered') }}

),

producten as (

    select * from {{ ref('int_producten__zorgsoort') }}

),

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

decided as (

    select
        requests.*,
        answers.onderzoek_datum,
        answers.toewijzing_datum,
        -- a rejection that a toewijzing followed was not the last word
        case when answers.toewijzing_datum is null then answers.afwijzing_datum end as afwijzing_datum,
        case when answers.toewijzing_datum is null then answers.reden_afwijzing_verzoek end as reden_afwijzing_verzoek,
        coalesce(answers.aantal_toewijzingen, 0) as aantal_toewijzingen,
        case
            when answers.toewijzing_datum is not null then 'toegewezen'
            when answers.afwijzing_datum is not null then 'afgewezen'
            when answers.onderzoek_datum is not null then 'in_onderzoek'
            else 'open'
        end as verzoek_status,
        coalesce(answers.toewijzing_datum, answers.afwijzing_datum) as besluit_datum
    from requests
    left join answers
        on
            requests.wet = answers.wet
            and requests.gemeente_code = answers.gemeente_code
            and requests.aanbieder_agb = answers.aanbieder_agb
            and requests.referentie_aanbieder = answers.referentie_aanbieder

)

select
    decided.wet,
    decided.gemeente_code,
    decided.aanbieder_agb,
    decided.client_id,
    decided.referentie_aanbieder,
    decided.berichtsoort,
    decided.bericht_datum,
    decided.gewenste_ingangsdatum,
    producten.product_id,
    producten.zorgsoort,
    decided.verwijzer_type,
    decided.verwijzer_agb,
    decided.reden_verzoek,
    decided.aantal_ongewijzigd,
    decided.aantal_te_wijzigen,
    decided.aantal_nieuw,
    decided.onderzoek_datum,
    decided.afwijzing_datum,
    decided.reden_afwijzing_verzoek,
    decided.toewijzing_datum,
    decided.aantal_toewijzingen,
    decided.verzoek_status,
    decided.besluit_datum,
    decided.besluit_datum - decided.bericht_datum as doorlooptijd_dagen,
    case
        when decided.besluit_datum is null then data_until.gegevens_tot_en_met - decided.bericht_datum
    end as openstaand_dagen,
    decided.is_voorlopig,
    decided._source_file_id,
    decided._rij
from decided
cross join data_until
left join producten
    on
        decided.berichtsoort = '315'
        and decided.gemeente_code = producten.gemeente_code
        and decided.wet = producten.wet
        and coalesce(decided.product_categorie, '') = producten.product_categorie
        and coalesce(decided.product_code, '') = producten.product_code
        and decided.gewenste_ingangsdatum = producten.peildatum
