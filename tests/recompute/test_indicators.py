"""The counting rules by hand, each with its border and the empty case."""

from datetime import date, timedelta
from decimal import Decimal

from tests.recompute.indicators import Key, inflow, outflow, period_start, values
from tests.recompute.state import Care, Event, Line, State, Version

LAST_DAY = date(2026, 6, 30)
YEAR = timedelta(days=365)


def care(begin, end, *, person="p", zorgsoort="dyslexie", gemeente="0268", aanbieder="a", has_stop=True):
    return Care(person, gemeente, "jeugdwet", zorgsoort, aanbieder, begin, end, has_stop)


def line(day, cents=1000, *, person="p", approved=True, refused=False, credited=False, wet="jeugdwet"):
    event = Event(day, person, "0268", wet, "dyslexie", "a")
    return Line(event, cents, cents > 0, approved, refused, credited)


def inflow_days(*periods):
    return [event.day for event in inflow(State(LAST_DAY, care=list(periods)))]


def outflow_days(*periods, lines=()):
    return [event.day for event in outflow(State(LAST_DAY, care=list(periods), lines=list(lines)))]


def value(state, indicator, periode_type, start, **dimensions):
    names = ("gemeente_code", "wet", "zorgsoort", "aanbieder_agb")
    key = Key(indicator, periode_type, start, *(dimensions.get(name) for name in names))
    return values(state).get(key)


def test_nothing_gives_nothing():
    assert values(State(LAST_DAY)) == {}


def test_care_that_ended_365_days_before_a_start_is_earlier_care_and_366_days_is_not():
    end = date(2022, 3, 31)
    before = care(date(2022, 1, 1), end)

    assert inflow_days(before, care(end + YEAR, None)) == [date(2022, 1, 1)]
    assert inflow_days(before, care(end + YEAR + timedelta(days=1), None)) == [date(2022, 1, 1), date(2023, 4, 1)]


def test_running_care_elsewhere_of_the_same_kind_makes_a_transfer_no_inflow():
    old = care(date(2022, 1, 1), None, aanbieder="a")

    assert inflow_days(old, care(date(2023, 1, 1), None, aanbieder="b")) == [date(2022, 1, 1)]


def test_another_zorgsoort_person_or_gemeente_is_no_earlier_care():
    old = care(date(2022, 1, 1), None)
    day = date(2022, 6, 1)

    for other in ({"zorgsoort": "opvang"}, {"person": "q"}, {"gemeente": "0296"}):
        assert day in inflow_days(old, care(day, None, **other))


def test_two_starts_on_one_day_are_the_inflow_of_one_person():
    day = date(2022, 1, 1)
    state = State(LAST_DAY, care=[care(day, None, aanbieder="a"), care(day, None, aanbieder="b")])

    assert value(state, "IND004", "maand", day).waarde == 1
    assert value(state, "IND004", "jaar", day, aanbieder_agb="a").waarde == 1
    assert value(state, "IND004", "jaar", day, aanbieder_agb="b").waarde == 1


def test_what_begins_or_ends_after_the_last_day_has_not_happened():
    tomorrow = LAST_DAY + timedelta(days=1)

    assert inflow_days(care(tomorrow, None)) == []
    assert outflow_days(care(date(2026, 1, 1), tomorrow)) == []
    assert outflow_days(care(date(2026, 1, 1), LAST_DAY)) == [LAST_DAY]


def test_care_that_starts_again_within_365_days_is_no_outflow():
    end = date(2022, 3, 31)
    first = care(date(2022, 1, 1), end)

    assert outflow_days(first, care(end + YEAR, None)) == []
    assert outflow_days(first, care(end + YEAR + timedelta(days=1), None)) == [end]


def test_care_that_runs_on_at_another_provider_is_no_outflow():
    assert outflow_days(care(date(2022, 1, 1), date(2022, 3, 31)), care(date(2022, 2, 1), None, aanbieder="b")) == []


def test_without_a_stop_a_line_in_the_three_months_after_the_end_means_that_care_went_on():
    ended = care(date(2022, 1, 1), date(2022, 3, 31), has_stop=False)

    assert outflow_days(ended) == [date(2022, 3, 31)]
    assert outflow_days(ended, lines=[line(date(2022, 6, 1))]) == []
    assert outflow_days(ended, lines=[line(date(2022, 6, 1), refused=True, approved=False)]) == [date(2022, 3, 31)]
    assert outflow_days(ended, lines=[line(date(2022, 7, 1))]) == [date(2022, 3, 31)]
    stopped = care(date(2022, 1, 1), date(2022, 3, 31))
    assert outflow_days(stopped, lines=[line(date(2022, 6, 1))]) == [date(2022, 3, 31)]


def test_an_approved_credit_takes_the_person_out_and_leaves_a_sum_of_zero():
    month = date(2024, 2, 1)
    state = State(LAST_DAY, lines=[line(month, credited=True), line(month, -1000)])

    assert value(state, "IND001", "maand", month) is None
    assert value(state, "IND009", "maand", month).waarde == 0


def test_pending_lines_count_for_no_person_and_no_cost():
    month = date(2024, 2, 1)

    assert values(State(LAST_DAY, lines=[line(month, approved=False)])) == {}


def test_average_costs_divide_the_costs_of_the_year_by_its_persons():
    lines = [line(date(2024, 2, 1), 1000), line(date(2024, 3, 1), 1001, person="q"), line(date(2024, 3, 1), person="r")]

    average = value(State(LAST_DAY, lines=lines), "IND010", "jaar", date(2024, 1, 1))

    assert (average.teller, average.noemer) == (Decimal("30.01"), Decimal(3))
    assert average.waarde == Decimal("10.003333")


def test_declared_clients_of_a_year_are_of_the_jeugdwet_only():
    lines = [line(date(2024, 2, 1)), line(date(2024, 2, 1), person="q", wet="wmo")]
    state = State(LAST_DAY, lines=lines)

    assert value(state, "IND002", "jaar", date(2024, 1, 1)).waarde == 2
    assert value(state, "IND003", "jaar", date(2024, 1, 1)).waarde == 1
    assert value(state, "IND003", "jaar", date(2024, 1, 1), wet="wmo") is None


def test_an_extension_in_a_later_year_is_a_referral_again_and_a_correction_is_not():
    def version(day, reden):
        return Version(Event(day, "p", "0268", "jeugdwet", "dyslexie", "a"), reden)

    versions = [version(date(2022, 5, 1), ""), version(date(2023, 5, 1), "04"), version(date(2024, 5, 1), "14")]
    state = State(LAST_DAY, versions=versions)

    years = [value(state, "IND005", "jaar", date(year, 1, 1)) for year in (2022, 2023, 2024)]
    assert [found and found.waarde for found in years] == [1, 1, None]


def test_periods_begin_where_they_should():
    day = date(2024, 11, 17)

    starts = [period_start(day, kind) for kind in ("maand", "kwartaal", "halfjaar", "jaar")]
    assert starts == [date(2024, 11, 1), date(2024, 10, 1), date(2024, 7, 1), date(2024, 1, 1)]
