"""The base and the stretches of care, value by value: plain Python over the messages, and the warehouse."""

import pytest

from tests.recompute.built_city import built_rows, compare
from tests.recompute.from_messages import state_from_messages
from tests.recompute.further import FURTHER
from tests.recompute.indicators import PERIODS, Key, values
from tests.recompute.people import People
from tests.recompute.register import Register
from tests.recompute.spells import Part, SpellKey, spell_values

pytestmark = pytest.mark.slow

PERIOD = ("indicator_code", "periode_type", "periode_start", "gemeente_code", "wet")


@pytest.fixture(scope="module")
def state(built):
    return state_from_messages(built.inbox)


def test_every_combination_of_gemeente_wet_zorgsoort_and_aanbieder_is_the_same(built, state):
    rows = built_rows(built, PERIODS, "waarde", *PERIOD, "zorgsoort", "aanbieder_agb", *FURTHER)
    found = {Key(*row[1:8]): row[0] for row in rows if not any(row[8:])}

    compare("base", {key: value.waarde for key, value in values(state).items()}, found)


def test_every_stretch_of_care_is_the_same(built, state):
    values = spell_values(state, Register(built.inbox), People(built.inbox, state))
    expected = {key: value.waarde for key, value in values.items()}
    codes = {key.indicator_code for key in expected}
    rows = built_rows(built, codes, "waarde", *PERIOD, *Part._fields)

    assert len(codes) == 15
    split = {(key.indicator_code, name) for key in expected for name in FURTHER[2:] if getattr(key.part, name)}
    assert len(split) == 4 + 2 * 6 + 2
    compare("stretches of care", expected, {SpellKey(*row[1:6], Part(*row[6:])): row[0] for row in rows})
