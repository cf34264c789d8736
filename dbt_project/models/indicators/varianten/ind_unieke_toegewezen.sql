-- Grain: one row per year and combination of splits. IND002 by toewijzing: who was allowed care on a day of the year.
with

producten as (

    select * from {{ ref('dim_product') }}

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
        toewijzingen.zorgsoort,
        {{ or_unknown('producten.productgroep') }} as productgroep,
        {{ or_unknown('producten.product_code') }} as product_code,
        toewijzingen.aanbieder_agb,
        toewijzingen.verwijzer,
        toewijzingen.is_voorlopig
    from {{ ref('fct_toewijzingen') }} as toewijzingen
    inner join producten on toewijzingen.product_id = producten.product_id
    inner join data_until on toewijzingen.ingangsdatum <= data_until.gegevens_tot_en_met
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
