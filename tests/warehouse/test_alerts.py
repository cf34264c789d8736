"""What status tells of ceilings around the turn of a year, when last year's claims still come in."""

from datetime import date
from decimal import Decimal

from tests.warehouse.small_build import publish_edition
from warehouse.alerts import Alert, alerts

OF = "'A' as aanbieder_agb, 'jeugdwet' as wet, 'pleegzorg' as zorgsoort"
MONTHS = (
    "select normering_id, maand::date, 'bestedingsruimte' as instrument, {of}, null::text as productgroep,"
    " null::text as gemeente_code, used::numeric as uitnutting_procent, null::numeric as prognose_procent,"
    " null::numeric as prognose_fout_procent, maand > '2026-02-28' as is_toekomst, maand > '2025-11-30' as is_voorlopig"
    " from (values"
    " ('N2024', date '2024-12-01', 130), ('N2025', date '2025-11-01', 95), ('N2025', date '2025-12-01', 104),"
    " ('N2026', date '2026-02-01', 75), ('N2026', date '2026-03-01', 80)) as months (normering_id, maand, used)"
).replace("{of}", OF)
TABLES = {
    "build_mart.dim_aanbieder": "select 'A' as aanbieder_agb, 'Aanbieder A' as aanbieder_naam",
    "build_mart.fct_normering_maand": MONTHS,
    "build_mart.fct_normering_overschrijdingen": (
        "select normering_id, 100 as drempel_procent, maand::date as overschreden_maand from (values"
        " ('N2024', '2024-10-01'), ('N2025', '2025-12-01')) as crossed (normering_id, maand)"
    ),
    "build_mart.fct_stop_voorstellen": (
        "select normering_id, voorstel, true as is_laatste_maand from (values"
        " ('N2025', 'opleggen'), ('N2026', 'handhaven')) as proposed (normering_id, voorstel)"
    ),
    "build_mart.fct_toeleidingsstops": (
        f"select 'S1' as stop_nummer, {OF}, null::text as productgroep, null::text as gemeente_code, 'stop' as status,"
        " date '2026-01-15' as stop_van, null::date as stop_tot"
    ),
    "build_mart.fct_instroom_tijdens_stop": (
        "select 'S1' as stop_nummer, 'A' as aanbieder_agb, 'c' as client_id, true as is_toegestaan"
    ),
}


def alert(month: date, used: int, **told: object) -> Alert:
    cells: dict[str, object] = {"crossed": None, "forecast": None, "forecast_error": None, "stop_since": None}
    cells |= {"without_ground": 0, "proposal": None, "instrument": "bestedingsruimte", "zorgsoort": "pleegzorg"}
    return Alert(aanbieder_agb="A", aanbieder_naam="Aanbieder A", month=month, used=Decimal(used), **(cells | told))


def test_a_ceiling_that_ended_is_told_of_while_its_claims_come_in_and_a_stop_once(clean_home):
    publish_edition(clean_home, 0, tables=TABLES)

    assert alerts(clean_home) == [
        alert(date(2026, 2, 1), 75, stop_since=date(2026, 1, 15), proposal="handhaven"),
        alert(date(2025, 12, 1), 104, crossed="100% 2025-12"),
    ]


def test_before_the_first_publish_nobody_asks_for_attention(clean_home):
    assert alerts(clean_home) == []
