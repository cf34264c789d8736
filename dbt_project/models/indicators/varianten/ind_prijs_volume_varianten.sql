-- Grain: one row per indicator, variant, period and split. IND084 at each price level, IND085 by price and volume.
with

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

facts as (

    select
        'IND085' as indicator_code,
        'prijs_en_volume' as variant,
        periode_typen.periode_type,
        compared.maand as gebeurtenis_datum,
        '' as client_id,
        compared.gemeente_code,
        compared.wet,
        compared.zorgsoort,
        'onbekend' as productgroep,
        'onbekend' as product_code,
        compared.aanbieder_agb,
        'onbekend' as verwijzer,
        false as is_voorlopig,
        compared.toen_eurocent,
        compared.nulmeting_zestigsten,
        compared.nu_eurocent
    from {{ ref('int_nulmeting__compared') }} as compared
    cross join (
        {{ period_types(['halfjaar', 'jaar']) }}
    ) as periode_typen (periode_type)
    where compared.is_in_vergelijking and extract(year from compared.maand) > {{ var('nulmeting_jaar') }}

    union all

    select
        'IND084' as indicator_code,
        'prijspeil=' || extract(year from maand)::integer as variant,
        'jaar' as periode_type,
        make_date({{ var('nulmeting_jaar') }}, 1, 1) as gebeurtenis_datum,
        '' as client_id,
        gemeente_code,
        wet,
        zorgsoort,
        'onbekend' as productgroep,
        'onbekend' as product_code,
        aanbieder_agb,
        'onbekend' as verwijzer,
        false as is_voorlopig,
        toen_eurocent,
        nulmeting_zestigsten,
        0 as nu_eurocent
    from {{ ref('int_nulmeting__compared') }}

),

{{ variants_per_split({
    'toen_euro': 'round(sum(toen_eurocent) / 100.0, 2)',
    'nulmeting_euro': 'round(sum(nulmeting_zestigsten) / 60.0, 2)',
    'nu_euro': 'round(sum(nu_eurocent) / 100.0, 2)',
}) }}

select
    split.indicator_code,
    parts.variant,
    {{ split_columns('split') }},
    parts.waarde,
    null::numeric as teller,
    null::numeric as noemer,
    {{ is_provisional_by_declarations('split.periode_eind') }} as is_voorlopig
from split
cross join data_until
-- the revalued costs stand between then and now, so that the two effects add up to the cent
cross join
    lateral (
        values
        ('prijseffect', split.nulmeting_euro - split.toen_euro),
        ('volume_effect', split.nu_euro - split.nulmeting_euro),
        ('verandering', split.nu_euro - split.toen_euro)
    ) as parts (variant, waarde)
where
    split.indicator_code = 'IND085'
    and num_nonnulls(split.productgroep, split.product_code, split.verwijzer) = 0

union all

select
    {{ variant_of_split('split.nulmeting_euro') }},
    false as is_voorlopig
from split
where
    split.indicator_code = 'IND084'
    and split.nulmeting_euro != 0
    and num_nonnulls(split.productgroep, split.product_code, split.verwijzer) = 0
