-- Grain: one row per year and combination of splits. IND002 by toewijzing: who was allowed care on a day of the year.
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

),

events as (

    select
        toewijzingen.client_id,
        -- the first day in the year on which it runs
        greatest(toewijzingen.ingangsdatum, years.year_at::date) as gebeurtenis_datum,
        toewijzingen.gemeente_code,
        toewijzingen.wet,
        producten.zorgsoort,
        producten.productgroep,
        {{ or_unknown('toewijzingen.product_code') }} as product_code,
        toewijzingen.aanbieder_agb,
        coalesce(verwijzingen.verwijzer, 'onbekend') as verwijzer,
        toewijzingen.is_voorlopig
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
        {{ period_start("'jaar'", 'toewijzingen.ingangsdatum') }}::timestamp,
        least(coalesce(toewijzingen.einddatum, date '9999-12-31'), data_until.gegevens_tot_en_met)::timestamp,
        interval '1 year'
    ) as years (year_at)

),

{{ clients_per_split('IND002', ['jaar'], var('verdere_splitsingen_varianten')) }}

select
    {{ variant_columns('counted', "'toegewezen'") }},
    {{ is_provisional_by_period('counted') }} as is_voorlopig
from counted
cross join data_until
