"""The truth of a city and its messages give the same value for every indicator."""

from collections import Counter
from functools import cache

import pytest

from tests.recompute.built_city import COMPARED, compare
from tests.recompute.from_messages import state_from_messages
from tests.recompute.from_truth import state_from_truth
from tests.recompute.further import FURTHER, further_values
from tests.recompute.indicators import PERIODS, SPLITS, values
from tests.recompute.output import differences, read_values, write_values
from tests.recompute.people import People
from tests.recompute.people_in_truth import TruePeople
from tests.synthetic.cities import small_city

LESS = 60


@cache
def both():
    city = small_city()
    return values(state_from_truth(city.truth)), values(state_from_messages(city.inbox))


def test_every_value_of_a_further_split_from_the_truth_is_the_value_from_the_messages():
    city = small_city(LESS)
    true_state, told_state = state_from_truth(city.truth), state_from_messages(city.inbox)
    from_truth = further_values(true_state, TruePeople(city.truth, true_state))
    from_messages = further_values(told_state, People(city.inbox, told_state))

    assert {key.dimension for key in from_truth} == {*FURTHER}
    compare("truth and messages, further splits", from_truth, from_messages)


def test_every_value_from_the_truth_is_the_value_from_the_messages():
    from_truth, from_messages = both()

    assert len(from_truth) > 100_000
    assert differences(from_truth, from_messages) == []
    COMPARED["truth and messages, base"] = Counter(key.indicator_code for key in from_truth)


@pytest.mark.parametrize("indicator", PERIODS)
def test_every_indicator_has_values_in_every_period_and_split(indicator):
    found = [key for key in both()[0] if key.indicator_code == indicator]

    assert {key.periode_type for key in found} == set(PERIODS[indicator])
    splits = Counter(
        tuple(part is not None for part in (key.gemeente_code, key.wet, key.zorgsoort, key.aanbieder_agb))
        for key in found
    )
    assert splits.keys() == set(SPLITS)


def test_values_survive_being_written_and_read(tmp_path):
    found = both()[0]
    write_values(tmp_path / "values.csv", found)

    assert differences(found, read_values(tmp_path / "values.csv")) == []


def test_a_difference_is_seen_whether_a_value_differs_or_is_missing():
    found = both()[0]
    key, other, *_ = sorted(found, key=str)
    changed = {**found, key: found[other]} if found[key] != found[other] else {**found, key: None}
    fewer = {one: value for one, value in found.items() if one != key}

    assert [row[0] for row in differences(found, changed)] == [key]
    assert [row[0] for row in differences(found, fewer)] == [key]
