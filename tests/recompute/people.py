"""Who a person is on a day: sex, age and stadsdeel, from the messages and the register of areas.

Reads   <inbox>/ijw_iwmo (301, 305, 307, 315) and <inbox>/registers/gebied

Readings (docs/decisions/splits.md, R-DEF-13 and R-DEF-14):
* Sex and birth date are those of the message with the latest Dagtekening, then Identificatie. DatumGebruik 2: only the
  year is known, 3: nothing. A year alone gives the age that is reached in it.
* The area is where the person lived when the care of the day began: care of whatever kind, with at most 28 days
  between. The address is that of the 301 that allows the care, also where that came later; the first one held always.
* A PC4 lies in the stadsdeel in which most of its postcodes lie, by the newest register as it holds on the last day.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Protocol, TypeVar

from tests.recompute.allocations import Number
from tests.recompute.reader import Message, find_all, text_of
from tests.recompute.register import newest
from tests.recompute.standing import Messages, sort_messages
from tests.recompute.state import UNKNOWN, Care, State

SEXES = {"1": "man", "2": "vrouw"}
HOME = "01"
GAP = timedelta(days=28)
FOREVER = date.max - GAP - timedelta(days=1)

GROUPS = {
    "0-3": (0, 3), "0-4": (0, 4), "2-3": (2, 3), "4-5": (4, 5), "4-11": (4, 11), "4-18": (4, 18), "0-11": (0, 11),
    "12-17": (12, 17), "0-17": (0, 17), "16+": (16, 999), "18+": (18, 999), "18-22": (18, 22), "18-26": (18, 26),
    "0-22": (0, 22), "0-24": (0, 24), "0-26": (0, 26), "18-64": (18, 64), "55+": (55, 999), "65+": (65, 999),
    "75+": (75, 999),
}  # fmt: skip
"""The groups that are asked for, by first and last age; they overlap."""

Order = tuple[str, str]
"""Dagtekening and Identificatie of a message."""


@dataclass(frozen=True)
class Told:
    """What one message tells of a person; without an address `pc4` is empty."""

    order: Order
    person: str
    geslacht: str
    geboortedatum: str
    datum_gebruik: str
    pc4: str
    numbers: tuple[Number, ...]


class Begun(Protocol):
    """A begin of care."""

    day: date


B = TypeVar("B", bound=Begun)


@dataclass
class Begin:
    """A begin of care, and the day on which the address was that of the care."""

    day: date
    looked_up: date


class Persons(Protocol):
    """What is asked of persons: sex, age groups and area; `day` is the last one of a month."""

    def geslacht(self, person: str) -> str: ...
    def leeftijdsgroepen(self, person: str, day: date) -> list[str]: ...
    def stadsdeel(self, person: str, day: date) -> str: ...


class People:
    """Everybody whom a message tells more of than the BSN."""

    def __init__(self, inbox: Path, state: State) -> None:
        messages = sort_messages(inbox, dict.fromkeys(("301", "305", "307", "315"), read_person))
        told = sorted((row for row in messages.standing("301", "305", "307", "315") if row), key=lambda row: row.order)
        self._last = {row.person: row for row in told}
        self._addresses = _addresses(messages)
        self._begins = _begins(state.care, _first_told(messages))
        self._stadsdelen = _stadsdelen(inbox, state.last_day)

    def geslacht(self, person: str) -> str:
        found = self._last.get(person)
        return SEXES.get(found.geslacht, UNKNOWN) if found else UNKNOWN

    def leeftijdsgroepen(self, person: str, day: date) -> list[str]:
        found = self._last.get(person)
        return groups_of(found.geboortedatum, found.datum_gebruik, day) if found else [UNKNOWN]

    def stadsdeel(self, person: str, day: date) -> str:
        if person not in self._last:
            return UNKNOWN
        begin = begin_of(self._begins.get(person, []), day)
        looked_up = begin.looked_up.isoformat() if begin else ""
        held = [pc4 for since, pc4 in self._addresses.get(person, []) if since <= looked_up]
        first = [pc4 for _, pc4 in self._addresses.get(person, [])[:1]]
        return self._stadsdelen.get((held or first or [""])[-1], UNKNOWN)


def groups_of(geboortedatum: str, datum_gebruik: str, day: date) -> list[str]:
    """Every group that holds a person on the last day of a month; `onbekend` if none does."""
    if not geboortedatum or datum_gebruik == "3":
        return [UNKNOWN]
    is_before_birthday = datum_gebruik != "2" and day.month < int(geboortedatum[5:7])
    age = day.year - int(geboortedatum[:4]) - is_before_birthday
    return [name for name, (youngest, oldest) in GROUPS.items() if youngest <= age <= oldest] or [UNKNOWN]


def read_person(message: Message) -> Told | None:
    """What a 301, 305, 307 or 315 tells of its client."""
    [client] = find_all(message.root, "Client")
    homes = [row for row in find_all(client, "Contactgegevens/Contact") if text_of(row, "Soort") == HOME]
    rows = find_all(client, "ToegewezenProducten/ToegewezenProduct")
    return Told(
        order=(message.dagtekening, message.identificatie),
        person=text_of(client, "Bsn"),
        geslacht=text_of(client, "Geslacht"),
        geboortedatum=text_of(client, "Geboortedatum/Datum"),
        datum_gebruik=text_of(client, "Geboortedatum/DatumGebruik"),
        pc4=text_of(homes[-1], "Adres/Postcode")[:4] if homes else "",
        numbers=tuple((message.wet, message.afzender, int(text_of(row, "ToewijzingNummer"))) for row in rows),
    )


def _addresses(messages: Messages) -> dict[str, list[tuple[str, str]]]:
    """By person the PC4 that held from which Dagtekening, in order of it."""
    by_day: dict[str, dict[str, str]] = defaultdict(dict)
    for row in sorted(messages.standing("301"), key=lambda row: row.order):
        if row.pc4:
            by_day[row.person][row.order[0]] = row.pc4
    return {person: sorted(days.items()) for person, days in by_day.items()}


def _first_told(messages: Messages) -> dict[Number, date]:
    """The Dagtekening of the first 301 that tells of a toewijzing."""
    first: dict[Number, date] = {}
    for row in messages.standing("301"):
        for number in row.numbers:
            day = date.fromisoformat(row.order[0])
            first[number] = min(first.get(number, day), day)
    return first


def _begins(care: Iterable[Care], first_told: dict[Number, date]) -> dict[str, list[Begin]]:
    """By person the begins of care, with the day on which to look up the address."""
    return {
        person: [
            Begin(day, max(day, *(first_told.get((care.wet, care.gemeente, care.number), day) for care in begun)))
            for day, begun in begins_after_a_gap(periods)
        ]
        for person, periods in by_person(care).items()
    }


def by_person(care: Iterable[Care]) -> dict[str, list[Care]]:
    found: dict[str, list[Care]] = defaultdict(list)
    for period in care:
        found[period.person].append(period)
    return found


def begins_after_a_gap(periods: Iterable[Care]) -> Iterator[tuple[date, list[Care]]]:
    """Each day on which care of a person begins, whatever care, after more than a small gap; with what begins on it."""
    by_day: dict[date, list[Care]] = defaultdict(list)
    for period in periods:
        by_day[period.begin].append(period)
    until: date | None = None
    for day, begun in sorted(by_day.items()):
        if until is None or day > until + GAP + timedelta(days=1):
            yield day, begun
        ends = [max(care.begin, care.end or FOREVER) for care in begun]
        until = max(ends) if until is None else max(until, *ends)


def begin_of(begins: Sequence[B], day: date) -> B | None:
    """The begin, in order of day, of the care that a day belongs to; before the first that one, without any None."""
    place = bisect_right(begins, day, key=lambda begin: begin.day) - 1
    return begins[max(place, 0)] if begins else None


def _stadsdelen(inbox: Path, last_day: date) -> dict[str, str]:
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for row in newest(inbox, "gebied"):
        if row["geldig_van"] <= last_day.isoformat() <= (row["geldig_tot"] or "9999-12-31"):
            counted[row["postcode"][:4]][row["stadsdeel"]] += 1
    return {pc4: min(found, key=lambda name: (-found[name], name)) for pc4, found in counted.items()}
