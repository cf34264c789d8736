-- Grain: one row per school, period and combination of splits. IND022 by school of the toewijzing.
with

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

facts as (

    select
        'IND022' as indicator_code,
        'school=' || {{ or_unknown('marked.school') }} as variant,
        typen.periode_type,
        running.datum as gebeurtenis_datum,
        running.client_id,
        running.gemeente_code,
        running.wet,
        running.zorgsoort,
        running.productgroep,
        running.product_code,
        running.aanbieder_agb,
        running.verwijzer,
        running.is_voorlopig
    from {{ ref('int_toewijzingen__zbo_running') }} as running
    cross join (values ('halfjaar'), ('jaar')) as typen (periode_type)
    left join {{ ref('int_toewijzingen__zbo') }} as marked
        on
            running.wet = marked.wet
            and running.gemeente_code = marked.gemeente_code
            and running.toewijzing_nummer = marked.toewijzing_nummer

),

{{ variants_per_split({'clienten': 'count(distinct client_id)::numeric'}) }}

select
    {{ variant_of_split('split.clienten') }},
    {{ is_provisional_by_period('split') }} as is_voorlopig
from split
cross join data_until
