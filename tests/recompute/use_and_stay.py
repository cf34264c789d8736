"""IND015-017 (use per inhabitant), 102, 104-106, 108, 109, 111 and 112 (verblijf) in plain Python; the readings:

* IND015-017: persons with delivered and approved care in a year, of the ages that the indicator is about on the last
  day of the month of the first such care, in any gemeente; per inhabitant of those ages on 1 January. Only where the
  register counts that part of the population: all, a stadsdeel, a sex, a leeftijdsgroep within those ages.
* IND102, 109 and 112: persons of whom verblijf runs on a day of the period; IND106 those of 18 and older on the last
  day of the month in which their first verblijf of the year falls.
* IND104, 108 and 111: etmalen of one zorgsoort, in the month in which ProductPeriode begins.
* IND105: placements, each uninterrupted verblijf of one zorgsoort at one aanbieder, not in a family form, that begin
  when the child is younger than 12 on the last day of the month.

Splits compared: the base, and productgroep, verwijzer and leeftijdsgroep each beside it.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from pathlib import Path

from tests.recompute.further import month_end
from tests.recompute.indicators import _add_months, period_start
from tests.recompute.measured import Measured, Use
from tests.recompute.people import GROUPS, People
from tests.recompute.register import Register
from tests.recompute.spells import FAMILY_FORMS, GAP
from tests.recompute.state import Care, Event, State
from tests.recompute.volume_and_costs import quotient

Split = frozenset[tuple[str, str]]
Key = tuple[str, str, date, Split]
"""indicator_code, periode_type, periode_start and the cells that the row is split by."""
Moments = dict[tuple[str, date, str], date]

STAYS = {"IND104": "verblijf_residentieel", "IND108": "pleegzorg", "IND111": "gezinshuis"}
YOUNG, GROWN = "0-11", "18+"
MAATWERK = {f"{number:02}" for number in range(1, 15)}
PROTECTED = {"beschermd_wonen", "beschermd_thuis"}
OLDEST = 105


def stay_values(state: State, register: Register, people: People) -> dict[Key, Decimal]:
    """Verblijf that runs, and placements that begin."""
    stays = [care for care in state.care if _is_stay(care, register)]
    events = [event for care in stays for event in _by_quarter(care, state.last_day)]
    looked_at = moments(events, ("kwartaal", "jaar"))
    grown = [event for event in events if GROWN in _groups(event, "jaar", looked_at, people)]
    children = [
        event
        for event in _placements(stays)
        if event.day <= state.last_day and YOUNG in people.leeftijdsgroepen(event.person, month_end(event.day))
    ]
    found = _persons("IND102", events, ("kwartaal", "jaar"), looked_at, people)
    for code, zorgsoort in (("IND109", "pleegzorg"), ("IND112", "gezinshuis")):
        own = [event for event in events if event.zorgsoort == zorgsoort]
        found |= _persons(code, own, ("jaar",), looked_at, people)
    found |= _persons("IND106", grown, ("jaar",), looked_at, people)
    return found | _counts("IND105", children, people)


def volume_values(measured: Measured, people: People) -> dict[Key, Decimal]:
    """Etmalen of each form of verblijf."""
    delivered = [(_event(use), use.volume, use.unit) for use in measured.uses if use.counts]
    looked_at = moments((event for event, _, _ in delivered), ("kwartaal", "jaar"))
    totals: dict[Key, Decimal] = defaultdict(Decimal)
    for code, zorgsoort in STAYS.items():
        for event, volume, unit in delivered:
            if (event.zorgsoort, unit) == (zorgsoort, "14"):
                for kind in ("kwartaal", "jaar") if code == "IND104" else ("jaar",):
                    for key in _keys(code, kind, event, looked_at, people):
                        totals[key] += volume
    return totals


def use_values(measured: Measured, people: People, inhabitants: "Inhabitants") -> dict[Key, tuple[Decimal, int, int]]:
    """The share of the inhabitants, with how many users and inhabitants there are."""
    kinds = {
        "IND015": [use for use in measured.uses if use.counts and use.cell("wet") == "jeugdwet"],
        "IND016": [
            use for use in measured.uses if use.counts and use.cell("wet") == "wmo" and use.categorie in MAATWERK
        ],
        "IND017": [use for use in measured.uses if use.counts and use.cell("zorgsoort") in PROTECTED],
    }
    found = {}
    for code, uses in kinds.items():
        whole = "0-17" if code == "IND015" else GROWN
        for (year, cells), persons in _users(uses, whole, people, inhabitants).items():
            part = tuple(dict(cells).get(name, "") for name in ("stadsdeel", "geslacht", "leeftijdsgroep"))
            noemer = inhabitants.count(year, dict(cells).get("gemeente_code"), part[0], part[1], part[2] or whole)
            value = (quotient(len(persons), noemer), len(persons), noemer)
            wet = frozenset({("wet", "jeugdwet" if code == "IND015" else "wmo")})
            found |= {(code, "jaar", date(year, 1, 1), split): value for split in (cells, cells | wet)}
    return found


class Inhabitants:
    """The register of the population: of each 1 January and gemeente the delivery with the latest date in its name."""

    def __init__(self, inbox: Path) -> None:
        self._lines: dict[tuple[int, str], list[dict[str, str]]] = {}
        paths = sorted((inbox / "registers" / "bevolking").glob("*.csv"), key=lambda path: path.stem[-10:])
        for path in paths:
            delivered: dict[tuple[int, str], list[dict[str, str]]] = defaultdict(list)
            with path.open(encoding="utf-8-sig", newline="") as lines:
                for row in csv.DictReader(lines, delimiter=";"):
                    if row["peildatum"].endswith("-01-01"):
                        delivered[int(row["peildatum"][:4]), row["gemeente_code"]].append(row)
            self._lines |= delivered

    def count(self, year: int, gemeente: str | None, stadsdeel: str, geslacht: str, group: str) -> int:
        """Of one gemeente, or of all together; 0 where nothing is known."""
        places = [place for (when, place) in self._lines if when == year and gemeente in {None, place}]
        return sum(self._in(year, place, stadsdeel, geslacht, group) for place in places)

    def _in(self, year: int, gemeente: str, stadsdeel: str, geslacht: str, group: str) -> int:
        """From the youngest age on, the line about most ages that begins there; nothing where an age has no line."""
        age, oldest = GROUPS[group]
        sex = {"": "totaal", "man": "m", "vrouw": "v", "onbekend": "o"}[geslacht]
        area = ("stadsdeel", stadsdeel) if stadsdeel else ("gemeente", "")
        ends: dict[int, dict[int, int]] = defaultdict(dict)
        for row in self._lines[year, gemeente]:
            if row["geslacht"] == sex and (row["gebied_soort"], row["gebied"] if stadsdeel else "") == area:
                end = int(row["leeftijd_tot"])
                ends[int(row["leeftijd_van"])][999 if end >= OLDEST else end] = int(row["aantal"])
        total = 0
        while age <= oldest:
            end = max((end for end in ends[age] if end <= oldest), default=None)
            if end is None:
                return 0
            total += ends[age][end]
            age = end + 1
        return total


def moments(events: Iterable[Event], kinds: Iterable[str]) -> Moments:
    """By period and person the last day of the month of the first event."""
    first: Moments = {}
    for event in events:
        for kind in kinds:
            key = (kind, period_start(event.day, kind), event.person)
            first[key] = min(first.get(key, event.day), event.day)
    return {key: month_end(day) for key, day in first.items()}


def _is_stay(care: Care, register: Register) -> bool:
    if care.wet != "jeugdwet":
        return False
    return (
        care.zorgsoort in FAMILY_FORMS
        or register.product(care.wet, care.gemeente, care.product, care.begin).is_verblijf
    )


def _by_quarter(care: Care, last_day: date) -> Iterator[Event]:
    """The first day of the care in each quarter in which it runs."""
    day, end = care.begin, min(max(care.begin, care.end or last_day), last_day)
    while day <= end:
        yield care.event_on(day)
        day = _add_months(period_start(day, "kwartaal"), 3)


def _placements(stays: list[Care]) -> Iterator[Event]:
    groups: dict[tuple[str, ...], list[Care]] = defaultdict(list)
    for care in stays:
        if care.zorgsoort not in FAMILY_FORMS:
            groups[care.person, care.gemeente, care.wet, care.zorgsoort, care.aanbieder].append(care)
    for group in groups.values():
        until: date | None = None
        for care in sorted(group, key=lambda care: (care.begin, care.number, care.productgroep)):
            if until is None or care.begin > until + GAP + timedelta(days=1):
                yield care.event_on(care.begin)
            end = max(care.begin, care.end or date.max - GAP - timedelta(days=1))
            until = end if until is None else max(until, end)


def _users(uses: list[Use], whole: str, people: People, inhabitants: Inhabitants) -> dict[tuple[int, Split], set[str]]:
    """Persons by year and part of the population of which the inhabitants are known."""
    youngest, oldest = GROUPS[whole]
    within = {name for name, (begin, end) in GROUPS.items() if youngest <= begin and end <= oldest}
    looked_at = moments([_event(use) for use in uses], ("jaar",))
    found: dict[tuple[int, Split], set[str]] = defaultdict(set)
    for person, year, gemeente in {(use.person, use.day.year, use.cell("gemeente_code")) for use in uses}:
        moment = looked_at["jaar", date(year, 1, 1), person]
        groups = set(people.leeftijdsgroepen(person, moment)) & within
        if whole not in groups:
            continue
        parts = [{}, {"stadsdeel": people.stadsdeel(person, moment)}, {"geslacht": people.geslacht(person)}]
        for part in [*parts, *({"leeftijdsgroep": group} for group in groups)]:
            area, sex, group = (part.get(name, "") for name in ("stadsdeel", "geslacht", "leeftijdsgroep"))
            if inhabitants.count(year, gemeente, area, sex, group or whole):
                for cells in (part, part | {"gemeente_code": gemeente}):
                    found[year, frozenset(cells.items())].add(person)
    return found


def _event(use: Use) -> Event:
    cells = dict(use.cells)
    return Event(
        day=use.day,
        person=use.person,
        gemeente=cells["gemeente_code"],
        wet=cells["wet"],
        zorgsoort=cells["zorgsoort"],
        aanbieder=cells["aanbieder_agb"],
        productgroep=cells["productgroep"],
        verwijzer=cells["verwijzer"],
    )


def _groups(event: Event, kind: str, looked_at: Moments, people: People) -> list[str]:
    return people.leeftijdsgroepen(event.person, looked_at[kind, period_start(event.day, kind), event.person])


def _keys(code: str, kind: str, event: Event, looked_at: Moments, people: People) -> Iterator[Key]:
    start = period_start(event.day, kind)
    base = [("gemeente_code", event.gemeente), ("wet", event.wet), ("zorgsoort", event.zorgsoort)]
    beside = [("productgroep", event.productgroep), ("verwijzer", event.verwijzer), ("aanbieder_agb", event.aanbieder)]
    beside += [("leeftijdsgroep", group) for group in _groups(event, kind, looked_at, people)]
    for chosen in product((True, False), repeat=3):
        cells = frozenset(cell for cell, is_split in zip(base, chosen, strict=True) if is_split)
        yield (code, kind, start, cells)
        for extra in beside:
            yield (code, kind, start, cells | {extra})


def _persons(
    code: str, events: list[Event], kinds: tuple[str, ...], looked_at: Moments, people: People
) -> dict[Key, Decimal]:
    persons: dict[Key, set[str]] = defaultdict(set)
    for event in events:
        for kind in kinds:
            for key in _keys(code, kind, event, looked_at, people):
                persons[key].add(event.person)
    return {key: Decimal(len(found)) for key, found in persons.items()}


def _counts(code: str, events: list[Event], people: People) -> dict[Key, Decimal]:
    counts: dict[Key, Decimal] = defaultdict(Decimal)
    looked_at = moments(events, ("kwartaal", "jaar"))
    for event in events:
        for kind in ("kwartaal", "jaar"):
            for key in _keys(code, kind, event, looked_at, people):
                counts[key] += 1
    return counts
