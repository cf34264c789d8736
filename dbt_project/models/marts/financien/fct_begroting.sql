-- Grain: one row per year, gemeente, programma, wet and zorgsoort: budget, what was spent, and how far they differ.
select
    jaar,
    gemeente_code,
    programma,
    wet,
    zorgsoort,
    begroting_euro,
    realisatie_euro,
    baten_euro,
    per_saldo_euro,
    afwijking_euro,
    round(100 * afwijking_euro / nullif(begroting_euro, 0), 2) as afwijking_procent
from {{ ref('int_begroting__compared') }}
