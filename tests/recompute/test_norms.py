"""The warehouse and plain Python give the same for registers, ceilings, stops and intensity: IND027-IND048."""

from collections import Counter, defaultdict
from datetime import date

import pytest
from psycopg import sql

from tests.recompute.built_city import compare
from tests.recompute.norm_facts import norm_facts, running_costs
from tests.recompute.norm_intensity import intensities, intensity_values
from tests.recompute.norm_register import BASKETS, standing_norms, standing_stops
from tests.recompute.norm_values import ceiling_values, inflow_values, new_clients, norm_values, target_values
from tests.recompute.norms import Ceilings
from tests.recompute.register_counts import register_values
from warehouse.database.connection import connect

pytestmark = pytest.mark.slow

REGISTERS = ("IND027", "IND028", "IND029", "IND030", *(f"IND0{number}" for number in range(40, 49)))
NORMS = tuple(f"IND0{number}" for number in range(31, 40))
SPLITS = ("gemeente_code", "wet", "zorgsoort", "aanbieder_agb", "productgroep", "product_code", "verwijzer")
PERSONS = ("stadsdeel", "leeftijdsgroep", "geslacht")


@pytest.fixture(scope="module")
def facts(built):
    return norm_facts(built.inbox)


@pytest.fixture(scope="module")
def norms(built):
    return standing_norms(built.inbox)


@pytest.fixture(scope="module")
def stops(built):
    return standing_stops(built.inbox)


@pytest.fixture(scope="module")
def ceilings(facts, norms):
    running = {norm.number: running_costs(norm, facts) for norm in norms if norm.ceiling}
    return Ceilings(norms, facts.cells, running)


def computed(settings, codes):
    """Every value that was built of these indicators, by key; the variant of an indicator itself is empty."""
    columns = ("indicator_code", "variant", "periode_type", "periode_start", "waarde", *SPLITS, *PERSONS)
    query = sql.SQL(
        "select {} from (select *, '' as variant from build_indicator.indicator_waarden) as waarden"
        " where indicator_code = any(%(codes)s) union all"
        " select {} from build_indicator.indicator_varianten where indicator_code = any(%(codes)s)"
    ).format(*[sql.SQL(", ").join(map(sql.Identifier, columns))] * 2)
    found = {}
    with connect(settings, "transformer") as connection:
        for code, variant, kind, start, waarde, *cells in connection.execute(query, {"codes": list(codes)}):
            named = zip(SPLITS + PERSONS, cells, strict=True)
            key = (code, variant, kind, start, frozenset(cell for cell in named if cell[1] is not None))
            assert key not in found
            found[key] = waarde
    return found


def marts(settings, query):
    with connect(settings, "transformer") as connection:
        return [tuple(row) for row in connection.execute(query)]


def test_every_value_of_the_registers_is_the_same(built, facts):
    costs = defaultdict(int)
    for cell in facts.cells:
        costs[cell.number] += cell.approved

    compare("registers", register_values(built.inbox, costs), computed(built, REGISTERS))


def test_every_value_of_norms_and_stops_is_the_same(built, facts, norms, stops, ceilings):
    expected = (
        norm_values(norms, stops, facts.last_day)
        | ceiling_values(ceilings, facts.last_day)
        | inflow_values(new_clients(stops, facts), facts.last_day)
        | target_values(norms, facts)
        | intensity_values(intensities(norms, facts), norms)
    )
    compare("norms and stops", expected, computed(built, NORMS))
    # in half a year of the norm nobody had more hours of VDB than a whole year of opening allows (IND038)
    assert {code for code, *_ in expected} == {*NORMS} - {"IND038"}


def test_every_month_of_every_ceiling_is_the_same(built, facts, ceilings):
    expected = {}
    for norm in ceilings.norms:
        foreseen = {each.month: each.total for each in ceilings.forecasts(norm, 0, facts.last_day)}
        for month in norm.months:
            expected["fct_normering_maand", norm.number, month] = (
                ceilings.euros(norm, month),
                ceilings.euros(norm, month, approved=True),
                ceilings.running(norm, month),
                ceilings.expected(norm, month, facts.last_day),
                foreseen.get(month),
            )
    found = {
        ("fct_normering_maand", norm, month): tuple(values)
        for norm, month, *values in marts(
            built,
            "select normering_id, maand, gedeclareerd_euro, goedgekeurd_euro, toegewezen_euro, verwacht_euro,"
            " prognose_euro from build_mart.fct_normering_maand",
        )
    }
    compare("ceilings by month", expected, found)
    of_baskets = {norm.number for norm in ceilings.norms if norm.scope.zorgsoort in BASKETS}
    assert sum(amounts[0] for (_, number, _), amounts in expected.items() if number in of_baskets) > 0


def test_every_crossing_is_dated_the_same(built, facts, ceilings):
    expected = {
        ("fct_normering_overschrijdingen", norm.number, percent): dates
        for norm in ceilings.norms
        for percent, dates in ceilings.crossings(norm, facts.last_day).items()
    }
    found = {
        ("fct_normering_overschrijdingen", norm, percent): tuple(dates)
        for norm, percent, *dates in marts(
            built,
            "select normering_id, drempel_procent, overschreden_maand, gebleken_op, prognose_maand"
            " from build_mart.fct_normering_overschrijdingen",
        )
    }
    compare("crossings", expected, found)
    assert {dates[0] for dates in expected.values()} >= {date(2025, 5, 1), date(2025, 9, 1), date(2025, 10, 1)}


def test_every_error_of_a_forecast_is_the_same(built, facts, ceilings):
    expected = {
        ("fct_prognose_fouten", norm.number, years_back, month): error
        for norm in ceilings.norms
        for (years_back, month), error in ceilings.errors(norm, facts.last_day).items()
    }
    found = {
        ("fct_prognose_fouten", *key): error
        for *key, error in marts(
            built,
            "select normering_id, jaren_terug, peilmaand, fout_procent from build_mart.fct_prognose_fouten",
        )
    }
    compare("errors of forecasts", expected, found)
    assert {years_back for _, _, years_back, _ in expected} >= {1, 2}


def test_every_new_client_during_a_stop_has_the_same_ground(built, facts, stops):
    expected = Counter((new.stop.number, new.day, new.ground) for new in new_clients(stops, facts))
    found = Counter(marts(built, "select stop_id, toewijzingsdatum, grond from build_mart.fct_instroom_tijdens_stop"))
    assert found == expected
    assert {ground for _, _, ground in expected} == {"cpv", "geen"}
