-- Grain: one row per month and combination of splits. IND001 by toewijzing: what is allowed on the last day.
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
        -- the series steps by first days of months: the day before is the last of the month
        months.month_at::date - 1 as gebeurtenis_datum,
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
        {{ month_start('toewijzingen.ingangsdatum') }} + interval '1 month',
        least(coalesce(toewijzingen.einddatum, date '9999-12-31'), data_until.gegevens_tot_en_met) + interval '1 day',
        interval '1 month'
    ) as months (month_at)

),

{{ clients_per_split('IND001', ['maand'], var('verdere_splitsingen_varianten')) }}

select
    {{ variant_columns('counted', "'stand_toegewezen'") }},
    counted.is_voorlopig
from counted
