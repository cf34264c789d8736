-- Grain: one row per care period. Its zorgsoort is that of the day on which it begins, and stays.
with

periods as (

    select * from {{ ref('int_zorgperioden__dated') }}

),

producten as (

    select * from {{ ref('int_producten__zorgsoort') }}

)

select
    periods.client_id,
    periods.gemeente_code,
    periods.wet,
    producten.zorgsoort,
    producten.productgroep,
    periods.product_categorie,
    periods.product_code,
    -- the night under the Wmo is beschermd wonen or opvang, not verblijf
    periods.wet = 'jeugdwet'
    and (producten.is_verblijf or producten.zorgsoort in ('pleegzorg', 'gezinshuis')) as is_verblijf,
    periods.aanbieder_agb,
    periods.toewijzing_nummer,
    periods.begindatum,
    periods.begin_herkomst,
    periods.einde,
    periods.einde_herkomst,
    periods.reden_beeindiging,
    periods.is_voorlopig,
    periods._source_file_id,
    periods._rij
from periods
inner join producten
    on
        periods.gemeente_code = producten.gemeente_code
        and periods.wet = producten.wet
        and coalesce(periods.product_categorie, '') = producten.product_categorie
        and coalesce(periods.product_code, '') = producten.product_code
        and periods.begindatum = producten.peildatum
