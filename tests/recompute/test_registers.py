"""The indicators beside those of messages that a register gives, value by value."""

from collections import Counter

import pytest

from tests.recompute.built_city import built_rows, compare
from tests.recompute.cases import case_values
from tests.recompute.finances import target_values
from tests.recompute.money import money_values

pytestmark = pytest.mark.slow

SPLITS = (
    "gemeente_code", "wet", "zorgsoort", "productgroep", "product_code", "aanbieder_agb", "verwijzer", "stadsdeel",
    "leeftijdsgroep", "geslacht",
)  # fmt: skip
CODES = {"IND020", "IND086", "IND087"}
MONEY = {f"IND{number:03}" for number in range(88, 102)}


def computed(built, codes):
    found = {}
    for waarde, code, kind, start, *cells in built_rows(
        built, codes, "waarde", "indicator_code", "periode_type", "periode_start", *SPLITS
    ):
        split = frozenset(part for part in zip(SPLITS, cells, strict=True) if part[1] is not None)
        assert (code, kind, start, split) not in found
        found[(code, kind, start, split)] = waarde
    return found


def test_every_case_and_target_of_a_register_is_the_same(built):
    expected = case_values(built.inbox) | target_values(built.inbox)

    compare("cases and targets of registers", expected, computed(built, CODES))
    counted = Counter(code for code, *_ in expected)
    assert counted.keys() == CODES
    assert min(counted.values()) >= 8


def test_every_budget_and_figure_of_the_doorbraakaanpak_is_the_same(built):
    expected = money_values(built.inbox)

    compare("budgets and Doorbraakaanpak", expected, computed(built, MONEY))
    # a register by chance need not hold every kind of amount; the known city does
    assert len({code for code, *_ in expected}) >= 8
