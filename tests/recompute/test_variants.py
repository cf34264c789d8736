"""Every variant, value by value: plain Python over the messages and registers, and the warehouse."""

import csv
from collections import Counter

import pytest

from tests.recompute.built_city import built_rows, compare
from tests.recompute.finances import finance_values
from tests.recompute.from_messages import state_from_messages
from tests.recompute.measured import measure
from tests.recompute.register import Register
from tests.recompute.savings import effects, savings_values
from tests.recompute.spell_variants import spell_variant_values
from tests.recompute.variants import BASE, variant_values
from warehouse.database.connection import connect
from warehouse.settings import PROJECT

pytestmark = pytest.mark.slow

SPLITS = (*BASE, "productgroep", "product_code", "verwijzer", "stadsdeel", "leeftijdsgroep", "geslacht")
SEED = PROJECT / "dbt_project" / "seeds" / "keuzes" / "varianten.csv"


@pytest.fixture(scope="module")
def found(built):
    values = {}
    columns = ", ".join(("indicator_code", "variant", "periode_type", "periode_start", "waarde", *SPLITS))
    with connect(built, "transformer") as connection:
        for *key, waarde in rows_of(connection, columns):
            values[tuple(key)] = waarde
    return values


def rows_of(connection, columns):
    for code, variant, kind, start, waarde, *cells in connection.execute(
        f"select {columns} from build_indicator.indicator_varianten".encode()
    ):
        split = frozenset((name, cell) for name, cell in zip(SPLITS, cells, strict=True) if cell is not None)
        yield code, variant, kind, start, split, waarde


@pytest.fixture(scope="module")
def expected(built):
    """Of IND009 the values that were compared elsewhere are the ones that the register of finances adds to."""
    shown = built_rows(built, ["IND009"], "indicator_code", "periode_type", "periode_start", "waarde", *SPLITS)
    declared = {}
    for code, kind, start, waarde, *cells in shown:
        split = frozenset((name, cell) for name, cell in zip(SPLITS, cells, strict=True) if cell is not None)
        if {name for name, _ in split} <= {*BASE, "productgroep"}:
            declared[(code, kind, start, split)] = waarde
    measured = measure(built.inbox)
    savings = {
        key: value
        for key, value in savings_values(measured, built.inbox).items()
        if key[0] == "IND085" and not {name for name, _ in key[3]} & {"aanbieder_agb"}
    }
    of_spells = spell_variant_values(state_from_messages(built.inbox), Register(built.inbox))
    of_money = finance_values(built.inbox, declared, savings) | effects(measured, built.inbox)
    return variant_values(built.inbox) | of_spells | of_money


def name_of(variant):
    return variant.split("=")[0]


def test_every_value_of_every_variant_is_the_same(expected, found):
    codes = {code for code, *_ in expected}
    compare("variants", expected, {key: waarde for key, waarde in found.items() if key[0] in codes})


def test_every_variant_that_is_described_was_compared(expected):
    compared = Counter((code, name_of(variant)) for code, variant, *_ in expected)
    with SEED.open(encoding="utf-8", newline="") as lines:
        described = {(row["indicator_code"], row["variant"]) for row in csv.DictReader(lines)}

    codes = {code for code, _ in compared}
    # the city has no Beschermd Thuis beside beschermd wonen, so no ratio (IND132)
    assert len(codes) >= 16
    # those of the registers are compared with the rows that were delivered
    assert compared.keys() == {(code, variant) for code, variant in described if code in codes}
