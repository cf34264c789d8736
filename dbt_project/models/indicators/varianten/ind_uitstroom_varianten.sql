-- Grain: one row per variant, period and combination of splits. IND006 looking less far ahead, and by reason.
{{ config(
    materialized='incremental', incremental_strategy='append', meta={'touched_by': ['int_zorgperioden__outflow']}
) }}
with

ended as (

    select * from {{ ref('int_zorgperioden__outflow') }}
    where {{ of_touched_periods('einde', 'jaar') }}

),

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

found as (

    select
        'vooruitkijk_{{ var("uitstroom_vooruitkijk_variant") }}' as variant,
        typen.periode_type,
        ended.is_bericht_voorlopig
        or ended.einde + {{ var('uitstroom_vooruitkijk_variant') }} > data_until.gegevens_tot_en_met
            as is_nog_voorlopig,
        ended.*
    from ended
    cross join data_until
    cross join (values ('kwartaal'), ('jaar')) as typen (periode_type)
    where
        not ended.is_nog_gedeclareerd
        and coalesce(ended.volgend_begin, date '9999-12-31') > ended.einde + {{ var('uitstroom_vooruitkijk_variant') }}

    union all

    -- without a stop nobody tells why
    select
        'reden_beeindiging=' || coalesce(reden_beeindiging, 'onbekend') as variant,
        'jaar' as periode_type,
        is_voorlopig as is_nog_voorlopig,
        ended.*
    from ended
    where is_uitstroom

),

facts as (

    select
        'IND006' as indicator_code,
        variant,
        periode_type,
        einde as gebeurtenis_datum,
        client_id,
        gemeente_code,
        wet,
        zorgsoort,
        productgroep,
        product_code,
        aanbieder_agb,
        verwijzer,
        is_nog_voorlopig as is_voorlopig
    from found

),

{{ variants_per_split({'clienten': 'count(distinct client_id)::numeric'}) }}

select
    {{ variant_of_split('split.clienten') }},
    {{ is_provisional_by_period('split') }} as is_voorlopig
from split
cross join data_until
