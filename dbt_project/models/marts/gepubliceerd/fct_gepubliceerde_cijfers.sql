-- Grain: one row per published figure. The splits have the names and codes of indicator_waarden.
with

gepubliceerde_cijfers as (

    select * from {{ ref('gepubliceerde_cijfers') }}

)

select
    cijfer_id,
    indicator_code,
    cijfer_naam,
    rekenvorm,
    soort_cijfer,
    periode_type,
    periode_start,
    periode_eind,
    vergeleken_start,
    vergeleken_eind,
    vergeleken_met,
    gebied_soort,
    gebied,
    gemeente_code,
    wet,
    zorgsoort,
    productgroep,
    null::text as product_code,
    null::text as aanbieder_agb,
    verwijzer,
    stadsdeel,
    leeftijdsgroep,
    null::text as geslacht,
    onderwerp,
    partij,
    doelgroep,
    interventie_id,
    waarde,
    waarde_tot,
    eenheid,
    nauwkeurigheid,
    kwalificatie,
    toets,
    is_koppelbaar,
    bron_document,
    bron_regel,
    opmerking,
    tegenspraak
from gepubliceerde_cijfers
