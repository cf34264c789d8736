"""The warehouse and plain Python give the same value for volume, prices, costs and referrers."""

from collections import Counter
from decimal import Decimal

import pytest

from tests.recompute.built_city import built_rows, compare
from tests.recompute.measured import measure
from tests.recompute.volume_and_costs import Key, values

pytestmark = pytest.mark.slow

SPLITS = ("gemeente_code", "wet", "zorgsoort", "productgroep", "product_code", "aanbieder_agb", "verwijzer")
KEY = ("indicator_code", "periode_type", "periode_start", *SPLITS)
PERSONS = ("stadsdeel", "leeftijdsgroep", "geslacht")
AT_LEAST = dict.fromkeys(("IND007", "IND008", "IND011", "IND013", "IND018", "IND026", "IND085"), 500)
AT_LEAST |= dict.fromkeys(("IND014", "IND019", "IND021", "IND022", "IND023", "IND024", "IND025", "IND084"), 30)


@pytest.fixture(scope="module")
def both(built):
    """What plain Python and the warehouse say of one small city."""
    return values(measure(built.inbox)), computed(built)


def computed(settings) -> dict[Key, Decimal]:
    found: dict[Key, Decimal] = {}
    for waarde, area, age, sex, code, kind, start, *cells in built_rows(settings, AT_LEAST, "waarde", *PERSONS, *KEY):
        if (area, age, sex) == (None, None, None):
            split = frozenset(part for part in zip(SPLITS, cells, strict=True) if part[1] is not None)
            assert (code, kind, start, split) not in found
            found[(code, kind, start, split)] = waarde
    return found


def test_every_value_is_the_same(both):
    compare("volume, prices, costs and referrers", *both)


def test_every_indicator_was_compared(both):
    compared = Counter(code for code, *_ in both[0])
    assert {code: compared[code] for code, least in AT_LEAST.items() if compared[code] < least} == {}
    assert compared.keys() == AT_LEAST.keys()
