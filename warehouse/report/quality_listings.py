"""The tables of the page on the quality of the data: deliveries, refusals, checks. No row is about a person."""

from warehouse.report.listings import Column, Listing

DELIVERIES = Listing(
    "geleverd",
    "Wat is geleverd",
    "Per afzender en lijst: hoeveel bestanden, hoeveel daarvan zijn geladen, en wanneer kwam het laatste?",
    "meta.files",
    """
select
    source as bron,
    case when source = 'ijw_iwmo' then 'berichten' else replace(berichtsoort, '_', ' ') end as lijst,
    coalesce(afzender, 'niet genoemd') as afzender,
    count(*) as bestanden,
    count(*) filter (where status = 'loaded') as geladen,
    count(*) filter (where status = 'refused') as geweigerd,
    count(*) filter (where status = 'held') as vastgehouden,
    max(coalesce(received_at, landed_at))::date as laatste
from meta.files
where status not in ('unpacked', 'noted')
group by 1, 2, 3
order by 1, 2, 3
""",
    (
        Column("Bron"),
        Column("Lijst"),
        Column("Afzender"),
        Column("Bestanden", "number"),
        Column("Geladen", "number"),
        Column("Geweigerd", "number"),
        Column("Vastgehouden", "number"),
        Column("Laatste op", "date"),
    ),
    "Er is nog niets geleverd.",
    role="publisher",
)

REFUSALS_PER_RULE = Listing(
    "geweigerd_per_regel",
    "Geweigerd of vastgehouden, per regel",
    "Welke regel hield bestanden tegen, en van hoeveel afzenders?",
    "mart.fct_afkeuringen",
    """
select
    bron, coalesce(regel, afkeuring_code) as regel, besluit,
    count(distinct _source_file_id) as bestanden, count(distinct afzender) as afzenders
from mart.fct_afkeuringen
where besluit <> 'geladen'
group by 1, 2, 3
order by 4 desc, 1, 2, 3
""",
    (
        Column("Bron"),
        Column("Regel"),
        Column("Besluit"),
        Column("Bestanden", "number"),
        Column("Afzenders", "number"),
    ),
    "Geen enkel bestand is geweigerd of vastgehouden.",
)

CHECKS = Listing(
    "controles",
    "Controles",
    "Wat is bij de laatste keer gecontroleerd, per poort, en met welke uitkomst?",
    "meta.gate_checks",
    """
with laatste as (
    select distinct on (gate) gate, run_id from meta.gate_checks order by gate, checked_at desc, run_id desc
)
select
    replace(checks.gate, '_', ' ') as poort, checks.check_name as controle,
    case checks.outcome when 'pass' then 'geslaagd' when 'fail' then 'niet geslaagd' else checks.outcome end
        as uitkomst,
    checks.detail, checks.checked_at::date as gedaan_op
from meta.gate_checks as checks
inner join laatste on checks.gate = laatste.gate and checks.run_id = laatste.run_id
order by checks.outcome = 'pass', checks.gate, checks.check_name
""",
    (
        Column("Poort"),
        Column("Controle", "long"),
        Column("Uitkomst"),
        Column("Gemeten", "long"),
        Column("Gedaan op", "date"),
    ),
    "Er is nog niets gecontroleerd.",
    role="publisher",
)

QUALITY = (DELIVERIES, REFUSALS_PER_RULE, CHECKS)
