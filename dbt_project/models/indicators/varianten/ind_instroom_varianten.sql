-- Grain: one row per variant, period and combination of splits. IND004 with other look-backs, and per aanbieder.
with

periods as (

    select * from {{ ref('int_zorgperioden__classified') }}

),

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

terugkijken (variant, dagen) as (

    values
    {% for dagen in var('instroom_terugkijk_varianten') -%}
        ('terugkijk_{{ dagen }}', {{ dagen }}){% if not loop.last %}, {% endif %}
    {%- endfor %}

),

with_previous as (

    select
        periods.*,
        max(periods.einde) over (
            partition by periods.client_id, periods.gemeente_code, periods.wet, periods.zorgsoort
            order by periods.begindatum
            range between unbounded preceding and interval '1 day' preceding
        ) as vorig_einde,
        max(periods.einde) over (
            partition by
                periods.client_id, periods.gemeente_code, periods.wet, periods.zorgsoort, periods.aanbieder_agb
            order by periods.begindatum
            range between unbounded preceding and interval '1 day' preceding
        ) as vorig_einde_aanbieder
    from periods

),

begun as (

    select with_previous.*
    from with_previous
    inner join data_until on with_previous.begindatum <= data_until.gegevens_tot_en_met

),

found as (

    select
        terugkijken.variant,
        'jaar' as periode_type,
        begun.*
    from begun
    inner join terugkijken
        on coalesce(begun.vorig_einde, date '0001-01-01') < begun.begindatum - terugkijken.dagen

    union all

    -- R-DEF-04: taken into care (again) by this aanbieder, whatever care there was elsewhere
    select
        'per_aanbieder' as variant,
        typen.periode_type,
        begun.*
    from begun
    cross join (values ('maand'), ('kwartaal'), ('jaar')) as typen (periode_type)
    where coalesce(begun.vorig_einde_aanbieder, date '0001-01-01') < begun.begindatum - 1

),

facts as (

    select
        'IND004' as indicator_code,
        variant,
        periode_type,
        begindatum as gebeurtenis_datum,
        client_id,
        gemeente_code,
        wet,
        zorgsoort,
        productgroep,
        {{ or_unknown('product_code') }} as product_code,
        aanbieder_agb,
        verwijzer,
        is_voorlopig
    from found

),

{{ variants_per_split({'clienten': 'count(distinct client_id)::numeric'}) }}

select
    {{ variant_of_split('split.clienten') }},
    {{ is_provisional_by_period('split') }} as is_voorlopig
from split
cross join data_until
