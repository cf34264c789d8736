-- Grain: one row per care period. Its zorgsoort is that of the day on which it begins, and stays.
with

periods as (

    select * from {{ ref('int_zorgperioden__dated') }}

),

verwijzingen as (

    select * from {{ ref('int_toewijzingen__referrer') }}

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
    coalesce(verwijzingen.verwijzer, 'onbekend') as verwijzer,
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
left join verwijzingen
    on
        periods.wet = verwijzingen.wet
        and periods.gemeente_code = verwijzingen.gemeente_code
        and periods.toewijzing_nummer = verwijzingen.toewijzing_nummer
