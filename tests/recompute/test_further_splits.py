"""Every further split of the first indicators, value by value: plain Python over the messages, and the warehouse."""

from collections import Counter
from decimal import Decimal

import pytest

from tests.recompute.built_city import built_rows, compare
from tests.recompute.from_messages import state_from_messages
from tests.recompute.further import FURTHER, FurtherKey, further_values
from tests.recompute.indicators import PERIODS
from tests.recompute.people import GROUPS, SEXES, People
from tests.recompute.state import UNKNOWN

pytestmark = pytest.mark.slow

KEY = ("indicator_code", "periode_type", "periode_start", "gemeente_code", "wet", "zorgsoort")


@pytest.fixture(scope="module")
def expected(built):
    state = state_from_messages(built.inbox)
    return {key: value.waarde for key, value in further_values(state, People(built.inbox, state)).items()}


@pytest.fixture(scope="module")
def found(built):
    values: dict[FurtherKey, Decimal] = {}
    for waarde, aanbieder, *row in built_rows(built, PERIODS, "waarde", "aanbieder_agb", *KEY, *FURTHER):
        split = [part for part in zip(FURTHER, row[len(KEY) :], strict=True) if part[1] is not None]
        if split:
            assert (len(split), aanbieder) == (1, None)
            values[FurtherKey(*row[: len(KEY)], *split[0])] = waarde
    return values


@pytest.mark.parametrize("dimension", FURTHER)
def test_every_value_of_the_dimension_is_the_same(expected, found, dimension):
    compare(f"by {dimension}", of(expected, dimension), of(found, dimension))


def of(values, dimension):
    return {key: value for key, value in values.items() if key.dimension == dimension}


def test_every_indicator_and_dimension_was_compared(expected):
    compared = Counter((key.indicator_code, key.dimension) for key in expected)

    assert len(compared) == len(PERIODS) * len(FURTHER)
    assert min(compared.values()) > 100


def test_the_city_knows_every_sex_age_area_and_referrer(expected):
    cells = {dimension: {key.cell for key in of(expected, dimension)} for dimension in FURTHER}

    assert cells["geslacht"] == {*SEXES.values(), UNKNOWN}
    assert cells["leeftijdsgroep"] >= set(GROUPS)
    assert len(cells["stadsdeel"]) > 10
    assert len(cells["verwijzer"]) > 10
    assert UNKNOWN in cells["product_code"] & cells["productgroep"]
