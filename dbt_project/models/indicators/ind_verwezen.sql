-- Grain: one row per period and combination of splits. IND005.
with

standing as (

    select * from {{ ref('int_toewijzingen__latest_version') }}
    where not is_verwijderd

),

versions as (

    select * from {{ ref('int_toewijzingen__versions') }}

),

producten as (

    select * from {{ ref('int_producten__zorgsoort') }}

),

verwijzingen as (

    select * from {{ ref('int_toewijzingen__referrer') }}

),

events as (

    select
        versions.client_id,
        versions.toewijzingsdatum as gebeurtenis_datum,
        versions.gemeente_code,
        versions.wet,
        producten.zorgsoort,
        producten.productgroep,
        {{ or_unknown('versions.product_code') }} as product_code,
        versions.aanbieder_agb,
        coalesce(verwijzingen.verwijzer, 'onbekend') as verwijzer,
        versions.is_voorlopig
    from versions
    -- a removed number counts as never issued, also for its earlier versions
    inner join standing
        on
            versions.wet = standing.wet
            and versions.gemeente_code = standing.gemeente_code
            and versions.toewijzing_nummer = standing.toewijzing_nummer
    left join verwijzingen
        on
            versions.wet = verwijzingen.wet
            and versions.gemeente_code = verwijzingen.gemeente_code
            and versions.toewijzing_nummer = verwijzingen.toewijzing_nummer
    inner join producten
        on
            versions.gemeente_code = producten.gemeente_code
            and versions.wet = producten.wet
            and coalesce(versions.product_categorie, '') = producten.product_categorie
            and coalesce(versions.product_code, '') = producten.product_code
            and versions.ingangsdatum = producten.peildatum
    where
        coalesce(versions.reden_wijziging, '') not in (
            {{ quoted(var('geen_verwijzing_redenen')) }}
        )

),

data_until as (

    select gegevens_tot_en_met
    from {{ ref('int_gegevens__tot_en_met') }}
    where bron = 'ijw_iwmo'

),

{{ clients_per_split('IND005', ['maand', 'kwartaal', 'halfjaar', 'jaar']) }}

select
    {{ indicator_columns('counted') }},
    {{ is_provisional_by_period('counted') }} as is_voorlopig
from counted
cross join data_until
