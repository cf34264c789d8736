"""Care periods of one toewijzing: from the first start to the definitive stop, a temporary stop included."""

from datetime import date

from tests.recompute.state import Allocation, care_on

BEGIN, END = date(2023, 1, 1), date(2023, 12, 31)


def allocation(einddatum=END, zorgsoort_on=lambda _: "dyslexie"):
    return Allocation("p", "0268", "jeugdwet", "99000001", BEGIN, einddatum, zorgsoort_on)


def periods(starts, stops=None, **fields):
    found = care_on(allocation(**fields), starts, stops or {})
    return [(care.begin, care.end, care.has_stop) for care in found]


def test_without_a_start_care_is_the_toewijzing_itself():
    assert periods([]) == [(BEGIN, END, False)]
    assert periods([], einddatum=None) == [(BEGIN, None, False)]


def test_a_start_and_a_stop_bound_the_care():
    start, stop = date(2023, 2, 1), date(2023, 6, 30)

    assert periods([start], {start: [(stop, "31")]}) == [(start, stop, True)]


def test_a_start_without_a_stop_runs_to_the_einddatum_or_on():
    start = date(2023, 2, 1)

    assert periods([start]) == [(start, END, False)]
    assert periods([start], einddatum=None) == [(start, None, False)]


def test_a_temporary_stop_and_the_start_after_it_are_one_care_period():
    first, pause, second, stop = date(2023, 2, 1), date(2023, 3, 1), date(2023, 5, 1), date(2023, 9, 1)

    found = periods([second, first], {first: [(pause, "20")], second: [(stop, "31")]})

    assert found == [(first, stop, True)]


def test_a_temporary_stop_that_turns_out_to_be_the_end_is_ended_by_the_definitive_stop():
    start, pause, stop = date(2023, 2, 1), date(2023, 3, 1), date(2023, 4, 1)

    assert periods([start], {start: [(pause, "20"), (stop, "34")]}) == [(start, stop, True)]


def test_a_temporary_stop_with_nothing_after_it_runs_to_the_einddatum():
    start, pause = date(2023, 2, 1), date(2023, 3, 1)

    assert periods([start], {start: [(pause, "20")]}) == [(start, END, False)]


def test_a_start_after_a_definitive_stop_is_a_new_care_period():
    first, stop, second = date(2023, 2, 1), date(2023, 3, 1), date(2023, 5, 1)

    assert periods([first, second], {first: [(stop, "31")]}) == [(first, stop, True), (second, END, False)]


def test_the_zorgsoort_is_that_of_the_first_day_also_after_a_temporary_stop():
    first, pause, second = date(2023, 2, 1), date(2023, 3, 1), date(2023, 5, 1)

    def zorgsoort_on(day):
        return "begeleiding_jeugd" if day < date(2023, 4, 1) else "dyslexie"

    found = care_on(allocation(zorgsoort_on=zorgsoort_on), [first, second], {first: [(pause, "20")]})

    assert [care.zorgsoort for care in found] == ["begeleiding_jeugd"]
