-- Grain: one row per standing toewijzing of zorg binnen onderwijs and half year in which it runs.
with

toewijzingen as (

    select * from {{ ref('int_toewijzingen__latest_version') }}
    where not is_verwijderd

),

marked as (

    select * from {{ ref('int_toewijzingen__zbo') }}

),

producten as (

    select * from {{ ref('int_producten__zorgsoort') }}

),

referrers as (

    select * from {{ ref('int_toewijzingen__referrer') }}

),

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

)

select
    toewijzingen.wet,
    toewijzingen.gemeente_code,
    toewijzingen.toewijzing_nummer,
    -- the first day in the half year on which it runs
    greatest(toewijzingen.ingangsdatum, halves.begin_at::date) as datum,
    toewijzingen.client_id,
    toewijzingen.aanbieder_agb,
    producten.zorgsoort,
    producten.productgroep,
    {{ or_unknown('toewijzingen.product_code') }} as product_code,
    referrers.verwijzer,
    toewijzingen.is_voorlopig
from toewijzingen
inner join producten
    on
        toewijzingen.gemeente_code = producten.gemeente_code
        and toewijzingen.wet = producten.wet
        and coalesce(toewijzingen.product_categorie, '') = producten.product_categorie
        and coalesce(toewijzingen.product_code, '') = producten.product_code
        and toewijzingen.ingangsdatum = producten.peildatum
inner join referrers
    on
        toewijzingen.wet = referrers.wet
        and toewijzingen.gemeente_code = referrers.gemeente_code
        and toewijzingen.toewijzing_nummer = referrers.toewijzing_nummer
left join marked
    on
        toewijzingen.wet = marked.wet
        and toewijzingen.gemeente_code = marked.gemeente_code
        and toewijzingen.toewijzing_nummer = marked.toewijzing_nummer
cross join data_until
cross join
    generate_series(
        {{ period_start("'halfjaar'", 'toewijzingen.ingangsdatum') }}::timestamp,
        least(coalesce(toewijzingen.einddatum, date '9999-12-31'), data_until.gegevens_tot_en_met)::timestamp,
        interval '6 months'
    ) as halves (begin_at)
where
    (producten.is_zbo or marked.toewijzing_nummer is not null)
    and toewijzingen.ingangsdatum <= data_until.gegevens_tot_en_met
