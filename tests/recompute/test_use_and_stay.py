"""Use per inhabitant and verblijf, value by value: plain Python over the messages and registers, and the warehouse."""

from collections import Counter

import pytest

from tests.recompute.built_city import built_rows, compare
from tests.recompute.from_messages import state_from_messages
from tests.recompute.measured import measure
from tests.recompute.people import People
from tests.recompute.register import Register
from tests.recompute.use_and_stay import Inhabitants, stay_values, use_values, volume_values

pytestmark = pytest.mark.slow

SPLITS = (
    "gemeente_code",
    "wet",
    "zorgsoort",
    "productgroep",
    "product_code",
    "aanbieder_agb",
    "verwijzer",
    "stadsdeel",
    "leeftijdsgroep",
    "geslacht",
)
KEY = ("indicator_code", "periode_type", "periode_start", *SPLITS)
USE = ("IND015", "IND016", "IND017")
STAY = ("IND102", "IND105", "IND106", "IND109", "IND112")
VOLUME = ("IND104", "IND108", "IND111")
AT_LEAST = dict.fromkeys((*USE, *STAY, *VOLUME), 30)


@pytest.fixture(scope="module")
def expected(built):
    state, measured = state_from_messages(built.inbox), measure(built.inbox)
    people = People(built.inbox, state)
    return {
        "use": use_values(measured, people, Inhabitants(built.inbox)),
        "stay": stay_values(state, Register(built.inbox), people),
        "volume": volume_values(measured, people),
    }


def found(settings, codes, *columns):
    values = {}
    for *row, code, kind, start in built_rows(settings, codes, *columns, *SPLITS, *KEY[:3]):
        cells = zip(SPLITS, row[len(columns) :], strict=True)
        key = (code, kind, start, frozenset(part for part in cells if part[1] is not None))
        assert key not in values
        values[key] = tuple(row[: len(columns)]) if len(columns) > 1 else row[0]
    return values


def test_every_share_of_the_inhabitants_is_the_same(built, expected):
    compare("use per inhabitant", expected["use"], found(built, USE, "waarde", "teller", "noemer"))


def test_every_count_of_verblijf_is_the_same(built, expected):
    compare("verblijf", expected["stay"], found(built, STAY, "waarde"))


def test_every_volume_of_verblijf_is_the_same(built, expected):
    compare("volume of verblijf", expected["volume"], found(built, VOLUME, "waarde"))


def test_every_indicator_was_compared_often(expected):
    compared = Counter(code for values in expected.values() for code, *_ in values)

    assert {code: compared[code] for code, least in AT_LEAST.items() if compared[code] < least} == {}
    assert compared.keys() == AT_LEAST.keys()
