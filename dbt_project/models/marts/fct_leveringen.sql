-- Grain: one row per levering that stands: a start with its last stop, or a stop whose start is not there.
with

leveringen as (

    select * from {{ ref('int_leveringen__with_toewijzing') }}

),

producten as (

    select * from {{ ref('int_producten__zorgsoort') }}

)

select
    leveringen.wet,
    leveringen.gemeente_code,
    leveringen.aanbieder_agb,
    leveringen.client_id,
    leveringen.toewijzing_nummer,
    producten.product_id,
    producten.zorgsoort,
    leveringen.has_start,
    leveringen.begindatum,
    leveringen.einddatum,
    leveringen.reden_beeindiging,
    coalesce(leveringen.reden_beeindiging = '20', false) as is_tijdelijke_stop,
    leveringen.toewijzing_einddatum,
    leveringen.is_toewijzing_verwijderd,
    leveringen.is_voorlopig,
    leveringen._source_file_id,
    leveringen._rij
from leveringen
inner join producten
    on
        leveringen.gemeente_code = producten.gemeente_code
        and leveringen.wet = producten.wet
        and coalesce(leveringen.product_categorie, '') = producten.product_categorie
        and coalesce(leveringen.product_code, '') = producten.product_code
        and leveringen.begindatum = producten.peildatum
