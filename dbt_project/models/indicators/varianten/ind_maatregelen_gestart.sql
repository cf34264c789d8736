-- Grain: one row per year and combination of splits. IND118 by begin: measures that started in the year.
with

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

facts as (

    select
        'IND118' as indicator_code,
        'gestart' as variant,
        'jaar' as periode_type,
        periods.begindatum as gebeurtenis_datum,
        periods.client_id,
        periods.gemeente_code,
        periods.wet,
        periods.zorgsoort,
        periods.productgroep,
        {{ or_unknown('periods.product_code') }} as product_code,
        periods.aanbieder_agb,
        periods.verwijzer,
        periods.is_voorlopig
    from {{ ref('int_zorgperioden__classified') }} as periods
    inner join data_until on periods.begindatum <= data_until.gegevens_tot_en_met
    where periods.wet = 'jeugdwet' and periods.product_categorie = '48'

),

{{ variants_per_split({'clienten': 'count(distinct client_id)::numeric'}) }}

select
    {{ variant_of_split('split.clienten') }},
    {{ is_provisional_by_period('split') }} as is_voorlopig
from split
cross join data_until
