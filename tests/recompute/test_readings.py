"""The city is hard enough: whoever reads the messages in another way than choices.md gets other figures.

Each test breaks one reading and looks for a difference: a reading whose break went unseen would not be tested by the
city at all. Only the finest split is computed; what differs in a total differs there too.
"""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from functools import cache

import pytest

from tests.recompute import allocations, claims, indicators, register
from tests.recompute.from_messages import CONTENTS, state_of
from tests.recompute.indicators import values
from tests.recompute.output import differences
from tests.recompute.reader import Message
from tests.recompute.register import Register
from tests.recompute.standing import Messages, sort_messages
from tests.synthetic.cities import small_city

CLIENTS = 500
FINEST = ((True, True, True, True),)


@pytest.fixture(autouse=True)
def finest_split(monkeypatch):
    monkeypatch.setattr(indicators, "SPLITS", FINEST)


@cache
def read_once() -> Messages:
    return sort_messages(small_city(CLIENTS).inbox, CONTENTS)


def computed(messages: Messages):
    return values(state_of(messages, Register(small_city(CLIENTS).inbox)))


@cache
def right():
    return computed(read_once())


def changed(messages: Messages | None = None) -> set[str]:
    """The indicators that differ from the right ones, with the readings as they are patched now."""
    expected = right() if right.cache_info().currsize else None
    assert expected, "the right values must be computed before anything is broken"
    return {key.indicator_code for key, *_ in differences(expected, computed(messages or read_once()))}


@pytest.fixture(autouse=True)
def computed_before_anything_is_broken(finest_split):
    right()


def with_contents(soort: str, change: Callable) -> Messages:
    """The messages, those of one type changed."""
    messages = Messages(dict(read_once().by_type), read_once().refused, read_once().last_day)
    messages.by_type[soort] = [(identity, change(content)) for identity, content in messages.by_type[soort]]
    return messages


def test_nothing_differs_as_long_as_nothing_is_broken():
    assert len(right()) > 5000
    assert changed() == set()


def test_refused_messages_must_be_left_out():
    everything = Messages(read_once().by_type, set(), read_once().last_day)

    assert {"IND004", "IND005", "IND006"} <= changed(everything)


@pytest.mark.parametrize("kept", [(0, 2, 3, 4), (0, 1, 4)], ids=["no type", "no parties"])
def test_a_retour_belongs_to_a_message_by_its_whole_key(kept):
    everything = [identity for messages in read_once().by_type.values() for identity, _ in messages]
    refused = read_once().refused & set(everything)

    parts = {tuple(identity[place] for place in kept) for identity in refused}
    joined = [identity for identity in everything if tuple(identity[place] for place in kept) in parts]

    assert len(refused) > 20
    assert len(joined) > len(refused)


def test_the_stamp_decides_about_the_version_and_not_the_last_message(monkeypatch):
    def last_told(row):
        return next(reversed(row.versions.values()))

    def in_order_of_telling(messages):
        found = {}
        for row in sorted((row for rows in messages for row in rows), key=lambda row: told[id(row)]):
            allocation = found.setdefault(row.number, allocations.AllocationRow(row))
            version = allocation.versions.pop(row.stamp, None) or allocations.VersionRow(row.einddatum)
            version.reden = version.reden or row.reden
            allocation.versions[row.stamp] = version
        return {number: row for number, row in found.items() if not row.is_removed}

    told = {id(row): identity[5] for identity, rows in read_once().by_type["301"] for row in rows}
    monkeypatch.setattr("tests.recompute.from_messages.standing_allocations", in_order_of_telling)
    assert changed() == set()

    monkeypatch.setattr(allocations.AllocationRow, "latest", property(last_told))
    assert "IND006" in changed()


def test_a_removed_toewijzing_never_was(monkeypatch):
    monkeypatch.setattr(allocations.AllocationRow, "is_removed", False)

    assert {"IND004", "IND005", "IND006"} <= changed()


@pytest.mark.parametrize("soort", ["305", "307"])
def test_a_withdrawn_start_or_stop_never_was(soort):
    def without_withdrawals(content):
        return replace(content, reports=tuple(report for report in content.reports if not report.is_withdrawal))

    assert {"IND004", "IND006"} & changed(with_contents(soort, without_withdrawals))


def test_within_one_message_the_withdrawal_comes_before_the_new_row():
    shapes = {
        tuple(report.is_withdrawal for report in content.reports)
        for soort in ("305", "307")
        for _, content in read_once().by_type[soort]
    }

    assert {(True, False), (False, True)} <= shapes


def test_a_temporary_stop_does_not_end_care(monkeypatch):
    monkeypatch.setattr("tests.recompute.state.TEMPORARY", "none")

    assert "IND006" in changed()


def test_a_repeated_version_keeps_the_reden_that_it_was_given_with(monkeypatch):
    original = allocations.standing_allocations

    def reden_of_the_last_telling(messages):
        found = original(messages)
        for row in (row for rows in messages for row in rows):
            if row.number in found:
                found[row.number].versions[row.stamp].reden = row.reden
        return found

    monkeypatch.setattr("tests.recompute.from_messages.standing_allocations", reden_of_the_last_telling)

    assert "IND005" in changed()


@pytest.mark.parametrize("reden", ["10", "11", "14"])
def test_an_administrative_correction_is_no_referral(monkeypatch, reden):
    monkeypatch.setattr(indicators, "NOT_REFERRED", indicators.NOT_REFERRED - {reden})

    assert changed() == {"IND005"}


def test_a_refusal_of_the_whole_takes_every_line():
    assert {"IND001", "IND009"} <= changed(with_contents("325", lambda answer: replace(answer, is_refusal=False)))


def test_a_refused_line_does_not_count():
    assert {"IND001", "IND009"} <= changed(with_contents("325", lambda answer: replace(answer, listed=frozenset())))


def test_a_line_without_an_answer_is_not_approved_yet(monkeypatch):
    original = claims._is_approved
    monkeypatch.setattr(claims, "_is_approved", lambda line, answer: answer is None or original(line, answer))

    assert {"IND001", "IND009"} <= changed()


def test_a_credit_takes_out_its_debit():
    def without_credits(content):
        return replace(content, lines=tuple(line for line in content.lines if not line.previous))

    assert {"IND001", "IND009"} <= changed(with_contents("323", without_credits))


def test_a_reference_names_a_line_of_one_provider_only():
    references = [
        (content.key[:2], line.reference) for _, content in read_once().by_type["323"] for line in content.lines
    ]

    assert len({reference for _, reference in references}) < len(set(references))


@pytest.mark.parametrize("soort", ["301", "323"])
def test_the_wet_and_municipality_belong_to_the_number_of_a_toewijzing(soort):
    numbers = {row.number for _, rows in read_once().by_type["301"] for row in rows}

    assert len({number for _, _, number in numbers}) < len(numbers)


def test_the_register_counts_per_day(monkeypatch):
    original = Register.zorgsoort
    monkeypatch.setattr(
        Register,
        "zorgsoort",
        lambda self, wet, place, what, day: original(self, wet, place, what, day.replace(2020, 1, 1)),
    )

    assert {"IND001", "IND004", "IND009"} <= changed()


def test_the_register_counts_per_municipality(monkeypatch):
    original = Register.zorgsoort
    monkeypatch.setattr(Register, "zorgsoort", lambda self, wet, _, what, day: original(self, wet, "", what, day))

    assert {"IND001", "IND004", "IND005", "IND009"} <= changed()


def test_a_code_without_a_row_falls_back_on_its_category(monkeypatch):
    monkeypatch.setattr(register, "BY_CATEGORY", {"jeugdwet": {}, "wmo": {}})

    assert {"IND001", "IND004", "IND005", "IND006"} <= changed()


@pytest.mark.parametrize("days", [364, 366])
def test_the_look_back_is_365_days_and_no_day_more_or_less(monkeypatch, days):
    monkeypatch.setattr(indicators, "LOOK_BACK", indicators.LOOK_BACK.resolution * days)
    found = changed()

    assert found
    assert found <= {"IND004", "IND006"}


def test_messages_that_come_twice_count_once():
    doubled = deepcopy(read_once())
    doubled.by_type["323"] *= 2

    assert "IND009" in changed(doubled)
    assert isinstance(Message.identity, property)
