-- Grain: one row per referral: a version of a toewijzing that is new, changed or extended, with who referred.
with

referrals as (

    select * from {{ ref('int_toewijzingen__referrals') }}

),

zbo as (

    select * from {{ ref('int_toewijzingen__zbo') }}

)

select
    referrals.wet,
    referrals.gemeente_code,
    referrals.toewijzing_nummer,
    referrals.toewijzingsdatum,
    referrals.toewijzingstijd,
    referrals.client_id,
    referrals.aanbieder_agb,
    referrals.product_id,
    referrals.zorgsoort,
    referrals.productgroep,
    referrals.ingangsdatum,
    referrals.einddatum,
    referrals.reden_wijziging,
    referrals.is_eerste_verwijzing,
    referrals.verwijzer,
    referrals.verwijzer_agb,
    zbo.toewijzing_nummer is not null as is_zbo,
    zbo.school,
    referrals.is_voorlopig,
    referrals._source_file_id,
    referrals._rij
from referrals
left join zbo
    on
        referrals.wet = zbo.wet
        and referrals.gemeente_code = zbo.gemeente_code
        and referrals.toewijzing_nummer = zbo.toewijzing_nummer
