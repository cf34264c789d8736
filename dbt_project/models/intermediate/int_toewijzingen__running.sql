-- Grain: one row per toewijzing and last day of a month on which it allows care, as far as the data go.
{{ config(materialized='view') }}
with

toewijzingen as (

    select * from {{ ref('int_toewijzingen__latest_version') }}
    where not is_verwijderd

),

verwijzingen as (

    select * from {{ ref('int_toewijzingen__referrer') }}

),

producten as (

    select * from {{ ref('int_producten__zorgsoort') }}

),

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

)

select
    toewijzingen.client_id,
    toewijzingen.gemeente_code,
    toewijzingen.wet,
    producten.zorgsoort,
    producten.productgroep,
    {{ or_unknown('toewijzingen.product_code') }} as product_code,
    toewijzingen.aanbieder_agb,
    coalesce(verwijzingen.verwijzer, 'onbekend') as verwijzer,
    toewijzingen.is_voorlopig,
    -- the series steps by first days of months: the day before is the last of the month
    months.month_at::date - 1 as peildatum
from toewijzingen
inner join data_until on toewijzingen.ingangsdatum <= data_until.gegevens_tot_en_met
inner join producten
    on
        toewijzingen.gemeente_code = producten.gemeente_code
        and toewijzingen.wet = producten.wet
        and coalesce(toewijzingen.product_categorie, '') = producten.product_categorie
        and coalesce(toewijzingen.product_code, '') = producten.product_code
        and toewijzingen.ingangsdatum = producten.peildatum
left join verwijzingen
    on
        toewijzingen.wet = verwijzingen.wet
        and toewijzingen.gemeente_code = verwijzingen.gemeente_code
        and toewijzingen.toewijzing_nummer = verwijzingen.toewijzing_nummer
cross join generate_series(
    {{ month_start('toewijzingen.ingangsdatum') }} + interval '1 month',
    least(coalesce(toewijzingen.einddatum, date '9999-12-31'), data_until.gegevens_tot_en_met) + interval '1 day',
    interval '1 month'
) as months (month_at)
