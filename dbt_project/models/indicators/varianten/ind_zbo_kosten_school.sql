-- Grain: one row per school, year and combination of splits. IND023 by school of the toewijzing.
with

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

facts as (

    select
        'IND023' as indicator_code,
        'school=' || {{ or_unknown('marked.school') }} as variant,
        'jaar' as periode_type,
        declaratieregels.productperiode_begindatum as gebeurtenis_datum,
        declaratieregels.gemeente_code,
        declaratieregels.wet,
        declaratieregels.zorgsoort,
        declaratieregels.productgroep,
        {{ or_unknown('declaratieregels.product_code') }} as product_code,
        declaratieregels.aanbieder_agb,
        declaratieregels.verwijzer,
        declaratieregels.ingediend_bedrag_eurocent
        * case when declaratieregels.is_credit then -1 else 1 end as eurocent,
        false as is_voorlopig
    from {{ ref('int_declaratieregels__settled') }} as declaratieregels
    inner join {{ ref('int_toewijzingen__zbo') }} as marked
        on
            declaratieregels.wet = marked.wet
            and declaratieregels.gemeente_code = marked.gemeente_code
            and declaratieregels.toewijzing_nummer = marked.toewijzing_nummer
    where declaratieregels.regel_status = 'goedgekeurd'

),

{{ variants_per_split({'eurocent': 'sum(eurocent)'}) }}

select
    {{ variant_of_split('round(split.eurocent / 100.0, 2)') }},
    {{ is_provisional_by_declarations('split.periode_eind') }} as is_voorlopig
from split
cross join data_until
