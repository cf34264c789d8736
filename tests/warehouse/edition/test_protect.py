"""What stays hidden: small counts, and enough beside them that no reader finds a small one out."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse.edition.tables import cell, counts_of, two_ways
from warehouse.edition.attack import Attack
from warehouse.edition.lines import lines_of
from warehouse.edition.protect import Earlier, protect

YEAR = cell(2025)
AREAS = [cell(2025, stadsdeel=name) for name in ("Centrum", "Noord", "Oost", "Zuid")]


def areas(*numbers: int):
    return counts_of({YEAR: sum(numbers)} | dict(zip(AREAS, numbers, strict=True)))


def test_counts_that_are_not_small_are_all_shown():
    assert protect(areas(10, 20, 30, 40), [], 10).hidden == frozenset()


def test_a_small_count_takes_the_smallest_one_beside_it_along():
    protected = protect(areas(3, 20, 30, 40), [], 10)

    assert protected.primary == {AREAS[0]}
    assert protected.hidden == {AREAS[0], AREAS[1]}
    assert not protected.exposed


def test_two_small_counts_with_a_small_sum_take_a_third_along():
    assert protect(areas(2, 3, 30, 40), [], 10).hidden == set(AREAS[:3])


def test_a_part_that_is_alone_in_its_total_takes_the_total_along():
    alone = cell(2025, wet="wmo", stadsdeel="Noord")
    counts = counts_of({cell(2025, wet="wmo"): 4, alone: 4})
    assert protect(counts, [], 10).hidden == counts.keys()


def test_the_threshold_is_what_the_setting_says():
    assert protect(areas(10, 20, 30, 40), [], 11).primary == {AREAS[0]}
    assert protect(areas(5, 20, 30, 40), [], 5).hidden == frozenset()


def test_an_amount_that_adds_up_is_protected_where_the_counts_alone_would_not_need_it():
    """One person in two areas: the counts do not add up, the amounts do, and one hidden amount would be found."""
    counts = areas(3, 20, 30, 40) | {YEAR: Decimal(92)}
    amounts = {key: value * 100 for key, value in counts.items()} | {YEAR: Decimal(9300)}

    hidden = protect(counts, [amounts], 10).hidden

    assert AREAS[0] in hidden
    assert len(hidden) >= 2
    assert all(bound.width > 0 for bound in Attack(amounts, lines_of(amounts), 0).bounds(hidden).values())


def test_what_an_earlier_edition_hid_stays_hidden_though_it_grew():
    grown = protect(areas(30, 20, 30, 40), [], 10, Earlier(hidden=frozenset(AREAS[:2])))
    assert grown.hidden == set(AREAS[:2])


def test_what_an_earlier_edition_showed_cannot_hide_anything():
    """A corrected count becomes small; of the three others, two are known from before."""
    earlier = Earlier(shown={AREAS[1]: Decimal(20), AREAS[2]: Decimal(30)})
    assert protect(areas(3, 20, 30, 40), [], 10, earlier).hidden == {AREAS[0], AREAS[3]}


def test_a_small_count_that_went_out_before_stops_the_edition():
    """As when the threshold was raised since: hiding it now would protect nothing."""
    assert protect(areas(8, 20, 30, 40), [], 10, Earlier(shown={AREAS[0]: Decimal(8)})).exposed == {AREAS[0]}


@settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=12, max_size=12))
def test_no_small_count_of_any_table_is_found_out(numbers):
    names = [(wet, zorgsoort) for wet in ("jeugdwet", "wmo", "wlz") for zorgsoort in "abcd"]
    counts = two_ways(dict(zip(names, numbers, strict=True)))
    protected = protect(counts, [], 10)
    found = Attack(counts, lines_of(counts), 1).bounds(protected.hidden)

    assert protected.primary == {key for key, value in counts.items() if value < 10}
    assert protected.exposed == frozenset() or protected.hidden == counts.keys()
    assert all(found[key].width >= 10 for key in protected.hidden - protected.exposed)
