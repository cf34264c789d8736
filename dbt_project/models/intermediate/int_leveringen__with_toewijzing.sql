-- Grain: one row per levering. What the levering leaves out, its toewijzing knows.
with

leveringen as (

    select * from {{ ref('int_leveringen__paired') }}

),

toewijzingen as (

    select * from {{ ref('int_toewijzingen__latest_version') }}

)

select
    leveringen.wet,
    leveringen.gemeente_code,
    leveringen.aanbieder_agb,
    leveringen.client_id,
    leveringen.toewijzing_nummer,
    leveringen.begindatum,
    leveringen.einddatum,
    leveringen.reden_beeindiging,
    leveringen.has_start,
    toewijzingen.einddatum as toewijzing_einddatum,
    coalesce(toewijzingen.is_verwijderd, false) as is_toewijzing_verwijderd,
    leveringen._source_file_id,
    leveringen._rij,
    coalesce(leveringen.product_categorie, toewijzingen.product_categorie) as product_categorie,
    -- a code belongs to its category: only where the levering names neither does the toewijzing tell
    case
        when leveringen.product_categorie is null then toewijzingen.product_code
        else leveringen.product_code
    end as product_code,
    leveringen.is_voorlopig or coalesce(toewijzingen.is_voorlopig, false) as is_voorlopig
from leveringen
left join toewijzingen
    on
        leveringen.wet = toewijzingen.wet
        and leveringen.gemeente_code = toewijzingen.gemeente_code
        and leveringen.toewijzing_nummer = toewijzingen.toewijzing_nummer
