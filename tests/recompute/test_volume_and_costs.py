"""The warehouse and plain Python give the same value for volume, prices, costs and referrers."""

from collections import Counter
from decimal import Decimal

import pytest

from tests.recompute.built_city import built_rows, compare
from tests.recompute.from_messages import state_from_messages
from tests.recompute.measured import measure
from tests.recompute.people import People
from tests.recompute.savings import savings_values
from tests.recompute.volume_and_costs import Key, values
from tests.recompute.volume_by_person import values as values_by_person

pytestmark = pytest.mark.slow

SPLITS = ("gemeente_code", "wet", "zorgsoort", "productgroep", "product_code", "aanbieder_agb", "verwijzer")
PERIOD = ("indicator_code", "periode_type", "periode_start")
PERSONS = ("stadsdeel", "leeftijdsgroep", "geslacht")
AT_LEAST = dict.fromkeys(("IND007", "IND008", "IND011", "IND013", "IND018", "IND026", "IND085"), 500)
AT_LEAST |= dict.fromkeys(("IND014", "IND019", "IND021", "IND022", "IND023", "IND024", "IND025", "IND084"), 30)


@pytest.fixture(scope="module")
def measured(built):
    return measure(built.inbox)


@pytest.fixture(scope="module")
def expected(built, measured):
    return values(measured) | savings_values(measured, built.inbox)


def computed(settings, codes) -> dict[Key, Decimal]:
    """Every value that was built of these indicators, by key."""
    found: dict[Key, Decimal] = {}
    for waarde, code, kind, start, *cells in built_rows(settings, codes, "waarde", *PERIOD, *SPLITS, *PERSONS):
        split = frozenset(part for part in zip(SPLITS + PERSONS, cells, strict=True) if part[1] is not None)
        assert (code, kind, start, split) not in found
        found[(code, kind, start, split)] = waarde
    return found


def by_person(found: dict[Key, Decimal]) -> dict[Key, Decimal]:
    return {key: value for key, value in found.items() if {name for name, _ in key[3]} & {*PERSONS}}


def test_every_value_is_the_same(built, expected):
    found = computed(built, AT_LEAST)

    compare(
        "volume, prices, costs and referrers", expected, {key: found[key] for key in found.keys() - by_person(found)}
    )


def test_every_value_by_area_age_and_sex_is_the_same(built, measured):
    expected = values_by_person(measured, People(built.inbox, state_from_messages(built.inbox)))

    compare("volume and referrers by area, age and sex", expected, by_person(computed(built, AT_LEAST)))
    assert {code for code, *_ in expected} == {"IND007", "IND008", "IND011", "IND018", "IND022"}


def test_every_indicator_was_compared(expected):
    compared = Counter(code for code, *_ in expected)
    assert {code: compared[code] for code, least in AT_LEAST.items() if compared[code] < least} == {}
    assert compared.keys() == AT_LEAST.keys()
