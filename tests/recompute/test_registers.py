"""The indicators beside those of messages that a register gives, value by value."""

from collections import Counter

import pytest

from tests.recompute.built_city import built_rows, compare
from tests.recompute.cases import case_values
from tests.recompute.finances import target_values

pytestmark = pytest.mark.slow

SPLITS = (
    "gemeente_code", "wet", "zorgsoort", "productgroep", "product_code", "aanbieder_agb", "verwijzer", "stadsdeel",
    "leeftijdsgroep", "geslacht",
)  # fmt: skip
CODES = {"IND020", "IND086", "IND087"}


def test_every_case_and_target_of_a_register_is_the_same(built):
    expected = case_values(built.inbox) | target_values(built.inbox)
    found = {}
    for waarde, code, kind, start, *cells in built_rows(
        built, CODES, "waarde", "indicator_code", "periode_type", "periode_start", *SPLITS
    ):
        split = frozenset(part for part in zip(SPLITS, cells, strict=True) if part[1] is not None)
        assert (code, kind, start, split) not in found
        found[(code, kind, start, split)] = waarde

    compare("cases and targets of registers", expected, found)
    counted = Counter(code for code, *_ in expected)
    assert counted.keys() == CODES
    assert min(counted.values()) >= 8
