"""A figure that stands by itself: what of it may be shown."""

from collections import defaultdict
from decimal import Decimal

import pytest

from warehouse.feeds.alone import shown, shown_count, shown_mean, shown_share

TEN = 10


def test_a_reader_places_no_count_closer_than_the_threshold():
    told = defaultdict(list)
    for count in range(1, 500):
        told[shown_count(Decimal(count), TEN)].append(count)
    assert told.pop(None) == list(range(1, TEN))
    assert len(told) == 49
    assert all(len(counts) == TEN for counts in told.values())


@pytest.mark.parametrize(
    ("teller", "noemer", "told"),
    [(10, 20, "0.50"), (9, 20, None), (11, 20, None), (20, 20, None), (0, 900, None), (300, 900, "0.33")],
)
def test_a_share_needs_as_many_as_the_threshold_on_either_side(teller, noemer, told):
    assert shown_share(Decimal(teller), Decimal(noemer), TEN) == (told and Decimal(told))


def test_a_mean_is_of_as_many_as_the_threshold():
    assert shown_mean(Decimal("12.345"), Decimal(10), TEN) == Decimal("12.3")
    assert shown_mean(Decimal("12.345"), Decimal(9), TEN) is None


def test_the_unit_and_the_denominator_say_what_a_figure_is():
    assert shown(Decimal("0.5"), Decimal(10), Decimal(20), "aandeel", TEN) == Decimal("0.50")
    assert shown(Decimal("0.5"), None, None, "aandeel", TEN) is None
    assert shown(Decimal(41), None, None, "trajecten", TEN) == 40
    assert shown(Decimal(41), None, Decimal(12), "dagen", TEN) == 41
