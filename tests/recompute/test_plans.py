"""Milestones, onderaannemers and children, value by value: plain Python over the registers, and the warehouse."""

from collections.abc import Callable

import pytest

from synthetic.places import GEMEENTEN, STADSDELEN
from tests.recompute.built_city import built_rows, compare
from tests.recompute.plans import Values, children_values, milestone_values, onderaannemer_values

pytestmark = pytest.mark.slow

SPLITS = (
    "gemeente_code", "wet", "zorgsoort", "productgroep", "product_code", "aanbieder_agb", "verwijzer", "stadsdeel",
    "leeftijdsgroep", "geslacht",
)  # fmt: skip


def found(settings, code) -> Values:
    columns = ("indicator_code", "periode_type", "periode_start", "waarde", "teller", "noemer", *SPLITS)
    return {
        (indicator, kind, start, frozenset(cell for cell in zip(SPLITS, splits, strict=True) if cell[1])): values
        for indicator, kind, start, *values_and_splits in built_rows(settings, [code], *columns)
        for values, splits in [(tuple(values_and_splits[:3]), values_and_splits[3:])]
    }


def children(inbox) -> Values:
    return children_values(inbox, range(2019, 2028), [gemeente.code for gemeente in GEMEENTEN], list(STADSDELEN))


@pytest.mark.parametrize(
    ("code", "expected", "least"),
    [("IND151", children, 30), ("IND152", milestone_values, 15), ("IND153", onderaannemer_values, 30)],
)
def test_every_value_from_a_register_is_the_same(built, code: str, expected: Callable[..., Values], least: int):
    values = expected(built.inbox)
    assert len(values) >= least
    compare(f"registers, {code}", values, found(built, code))
