"""Stays and trajectories by hand, each rule with its border and the empty case."""

from datetime import date, timedelta

import pytest

from tests.recompute.register import Register
from tests.recompute.spells import Part, SpellKey, spell_values
from tests.recompute.state import Care, State
from tests.synthetic.cities import small_city

LAST_DAY = date(2026, 6, 30)
TOTAL = Part()


@pytest.fixture(scope="module")
def register():
    return Register(small_city().inbox)


def care(begin, end, *, reden="31", zorgsoort="pleegzorg", categorie="44", aanbieder="a"):
    period = Care("p", "0268", "jeugdwet", zorgsoort, aanbieder, begin, end, bool(reden), reden)
    return Care(**{**period.__dict__, "product": (categorie, "44A09" if categorie == "44" else "")})


@pytest.fixture
def total(register):
    def value(indicator, kind, start, *periods, part=TOTAL):
        found = spell_values(State(LAST_DAY, care=list(periods)), register)
        return found.get(SpellKey(indicator, kind, start, None, None, part))

    return value


def test_nothing_gives_nothing(register):
    assert spell_values(State(LAST_DAY), register) == {}


@pytest.mark.parametrize(("gap", "trajectories"), [(28, 1), (29, 2)])
def test_a_gap_of_28_days_is_bridged_and_29_is_not(total, gap, trajectories):
    first, second = care(date(2024, 1, 1), date(2024, 1, 31)), date(2024, 2, 1) + timedelta(days=gap)

    ended = total("IND012", "jaar", date(2024, 1, 1), first, care(second, date(2024, 5, 1)))

    assert ended.noemer == trajectories


def test_a_move_to_another_form_is_one_stay_and_two_trajectories(total):
    moved = (
        care(date(2024, 1, 1), date(2024, 1, 31)),
        care(date(2024, 2, 1), date(2024, 5, 1), zorgsoort="gezinshuis"),
    )

    assert total("IND116", "jaar", date(2024, 1, 1), *moved).noemer == 1
    assert total("IND012", "jaar", date(2024, 1, 1), *moved).noemer == 2


@pytest.mark.parametrize(("reden", "breakdown", "dropout"), [("31", 0, 0), ("32", 1, 1), ("35", 1, 0), ("38", 1, 0)])
def test_the_reason_tells_breakdown_and_dropout(total, reden, breakdown, dropout):
    ended = care(date(2024, 1, 1), date(2024, 3, 1), reden=reden)

    assert total("IND122", "jaar", date(2024, 1, 1), ended).waarde == breakdown
    assert total("IND123", "halfjaar", date(2024, 1, 1), ended).waarde == dropout


def test_without_a_stop_the_reason_is_unknown(total):
    assert total("IND123", "halfjaar", date(2024, 1, 1), care(date(2024, 1, 1), date(2024, 3, 1), reden="")) is None


@pytest.mark.parametrize(("begin", "share"), [(date(2025, 3, 1), 0), (date(2025, 3, 2), 1)])
def test_a_start_within_twelve_months_is_a_new_start(total, begin, share):
    ended, again = care(date(2024, 1, 1), date(2024, 3, 1)), care(begin, None, reden="", zorgsoort="dyslexie")

    assert total("IND126", "jaar", date(2024, 1, 1), ended, again).waarde == share


def test_a_place_is_taken_from_the_first_to_the_last_day(total):
    day = date(2024, 3, 31)

    assert total("IND107", "peildatum", day, care(day, day)).waarde == 1
    assert total("IND107", "peildatum", day, care(date(2024, 1, 1), day - timedelta(days=1))) is None
