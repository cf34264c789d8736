"""The attack of our own gives the bounds that trying every possible table gives."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse.edition.tables import cell, counts_of, two_ways
from warehouse.edition.attack import Attack
from warehouse.edition.lines import lines_of

YEAR = cell(2025)
PARTS = [cell(2025, wet=wet) for wet in ("jeugdwet", "wmo")]


def bounds(counts, hidden):
    found = Attack(counts, lines_of(counts), 1).bounds(hidden)
    return {key: (bound.low, bound.high) for key, bound in found.items()}


def test_a_single_hidden_part_is_found_by_subtraction():
    counts = counts_of({YEAR: 50, PARTS[0]: 43, PARTS[1]: 7})
    assert bounds(counts, PARTS[1:]) == {PARTS[1]: (7, 7)}


def test_two_hidden_parts_are_known_up_to_their_sum():
    counts = counts_of({YEAR: 50, PARTS[0]: 43, PARTS[1]: 7})
    assert bounds(counts, PARTS) == dict.fromkeys(PARTS, (1, 49))


def test_parts_that_share_persons_give_only_that_each_fits_in_the_total():
    counts = counts_of({YEAR: 45, PARTS[0]: 43, PARTS[1]: 7})
    assert bounds(counts, PARTS[1:]) == {PARTS[1]: (2, 45)}


def every_table(counts, hidden):
    """The bounds by trying every whole number for every hidden cell."""
    most, lines = int(max(counts.values())), lines_of(counts)
    fitting = []
    for numbers in product(range(1, most + 1), repeat=len(hidden)):
        guess = counts | dict(zip(hidden, numbers, strict=True))
        if all(sum(guess[part] for part in line.parts) == guess[line.total] for line in lines):
            fitting.append(numbers)
    return {key: (min(found), max(found)) for key, found in zip(hidden, zip(*fitting, strict=True), strict=True)}


@settings(max_examples=60, deadline=None)
@given(numbers=st.lists(st.integers(0, 3), min_size=4, max_size=4).filter(any), data=st.data())
def test_it_agrees_with_trying_every_table(numbers, data):
    names = [(wet, zorgsoort) for wet in ("jeugdwet", "wmo") for zorgsoort in ("opvang", "overig")]
    counts = two_ways(dict(zip(names, numbers, strict=True)))
    parts = sorted(counts.keys() - {YEAR}, key=str)
    hidden = data.draw(st.lists(st.sampled_from(parts), unique=True, min_size=1, max_size=4))

    found, tried = bounds(counts, hidden), every_table(counts, hidden)

    assert found.keys() == tried.keys()
    assert all(found[key] == pytest.approx(tried[key]) for key in hidden)
