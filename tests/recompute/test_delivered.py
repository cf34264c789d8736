"""What registers, waiting lists and surveys hold, value by value: plain Python over the files, and the warehouse."""

from collections import Counter

import pytest

from synthetic import planted
from tests.recompute import buurtteams, lists, surveys
from tests.recompute.built_city import built_rows, compare
from tests.recompute.delivered import add_up
from tests.recompute.volume_and_costs import quotient

pytestmark = pytest.mark.slow

SPLITS = ("gemeente_code", "wet", "zorgsoort", "aanbieder_agb", "stadsdeel", "leeftijdsgroep", "geslacht")
FAMILIES = (
    ("buurtteams", buurtteams, buurtteams.CUBE, buurtteams.FURTHER),
    ("surveys", surveys, surveys.CUBE, surveys.FURTHER),
    *((name, family, family.CUBE, family.FURTHER) for name, family in lists.FAMILIES.items()),
)
AT_LEAST = 2
"""Values of each indicator that are compared, lest a delivery that came empty makes a test that says nothing."""


@pytest.fixture(scope="module")
def expected(built):
    return {
        name: {
            key: quotient(value.numerator, value.denominator)
            for key, value in add_up(family.of_inbox(built.inbox), cube, further).items()
        }
        for name, family, cube, further in FAMILIES
    }


def found(settings, codes):
    values = {}
    for value, code, kind, start, *cells in built_rows(
        settings, codes, "waarde", "indicator_code", "periode_type", "periode_start", *SPLITS
    ):
        key = (code, kind, start, frozenset(part for part in zip(SPLITS, cells, strict=True) if part[1] is not None))
        assert key not in values
        values[key] = value
    return values


@pytest.mark.parametrize("name", [name for name, *_ in FAMILIES])
def test_every_value_is_the_same(built, expected, name):
    codes = {code for code, *_ in expected[name]}

    compare(f"as delivered: {name}", expected[name], found(built, codes))


def test_every_indicator_was_compared(expected):
    compared = Counter(code for values in expected.values() for code, *_ in values)

    assert len(compared) == 39
    assert min(compared.values()) >= AT_LEAST, compared


def test_the_planted_wave_of_a_survey_is_told_with_its_seven_answers(built):
    rows = built_rows(built, ["IND068"], "periode_type", "periode_start", "noemer", *SPLITS)
    wave = ("kwartaal", planted.SMALL_WAVE.replace(month=7, day=1))
    # the yearly survey names a zorgsoort, that of the Buurtteams none
    of_no_zorgsoort = tuple("onbekend" if name == "zorgsoort" else None for name in SPLITS)
    [noemer] = [row[2] for row in rows if row[:2] == wave and row[3:] == of_no_zorgsoort]

    assert noemer == planted.SMALL_WAVE_RESPONDENTS
