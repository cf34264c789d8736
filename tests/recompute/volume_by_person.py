"""IND007, 008 and 011 by stadsdeel, age and sex, and IND018 and 022 by stadsdeel, from `measured` and `people`.

Give    values(found, people) -> {Key: Decimal}: one of these dimensions at a time within gemeente, wet and zorgsoort
The readings are those of `volume_and_costs` and, for who a person is in a period, of `further`. Weeks in care of a
person belong where his hours do; of whom nothing was delivered in the period, where his first day of care in it falls.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product

from tests.recompute.further import month_end
from tests.recompute.indicators import period_start
from tests.recompute.measured import Measured, Referral, Running, Use
from tests.recompute.people import People
from tests.recompute.volume_and_costs import STAY, Key, quotient, rounded

Cell = tuple[str, date, frozenset[tuple[str, str]]]
Moments = dict[tuple[str, date, str], date]


def values(found: Measured, people: People) -> dict[Key, Decimal]:
    """Every value, by key."""
    volumes = _volumes(found, people)
    return volumes | _per_week(found, people, volumes) | _referrers(found, people) | _of_schools(found, people)


def moments(days: Iterable[tuple[date, str]], kinds: Iterable[str]) -> Moments:
    """By period and person the last day of the month of the first of the days."""
    first: Moments = {}
    for (day, person), kind in product(days, kinds):
        key = (kind, period_start(day, kind), person)
        first[key] = min(first.get(key, day), day)
    return {key: month_end(day) for key, day in first.items()}


def within(row: Use | Referral | Running) -> Iterator[frozenset[tuple[str, str]]]:
    """Every combination of gemeente, wet and zorgsoort, split or not."""
    cells = dict(row.cells)
    names = ("gemeente_code", "wet", "zorgsoort")
    for wanted in product((True, False), repeat=3):
        yield frozenset((name, cells[name]) for name, is_split in zip(names, wanted, strict=True) if is_split)


def _volumes(found: Measured, people: People) -> dict[Key, Decimal]:
    delivered = [use for use in found.uses if use.counts]
    kinds = ("maand", "kwartaal", "jaar")
    looked_at = moments(((use.day, use.person) for use in delivered), kinds)
    volume: dict[Cell, int] = defaultdict(int)
    persons: dict[Cell, set[str]] = defaultdict(set)
    for use, kind in product(delivered, kinds):
        start = period_start(use.day, kind)
        who = list(_who(people, use.person, looked_at[kind, start, use.person]))
        for split, cell in product(within(use), who):
            key = (kind, start, split | {cell})
            persons[key].add(use.person)
            if use.unit == ("14" if use.cell("zorgsoort") in STAY else "uur"):
                volume[key] += use.volume
    values: dict[Key, Decimal] = {}
    for key, amount in volume.items():
        zorgsoort = dict(key[2]).get("zorgsoort")
        if zorgsoort in STAY:
            values["IND008", *key] = Decimal(amount)
        elif zorgsoort:
            values["IND008", *key] = hours = rounded(Fraction(amount, 60), 6)
            if key[0] != "maand":
                values["IND007", *key] = quotient(hours, len(persons[key]))
    return values


def _per_week(found: Measured, people: People, volumes: dict[Key, Decimal]) -> dict[Key, Decimal]:
    kinds = ("kwartaal", "jaar")
    days: dict[tuple[str, str, date, frozenset[tuple[str, str]]], set[date]] = defaultdict(set)
    for row in found.care:
        whole = frozenset(cell for cell in row.cells if cell[0] in {"gemeente_code", "wet", "zorgsoort"})
        for ordinal in range(row.begin.toordinal(), row.end.toordinal() + 1):
            day = date.fromordinal(ordinal)
            for kind in kinds:
                days[row.person, kind, period_start(day, kind), whole].add(day)
    began = moments(((min(spent), person) for (person, _, _, _), spent in days.items()), kinds)
    looked_at = began | moments(((use.day, use.person) for use in found.uses if use.counts), kinds)
    spent_in: Counter[Key] = Counter()
    for (person, kind, start, whole), spent in days.items():
        cells = dict(whole)
        for cell in _who(people, person, looked_at[kind, start, person]):
            for wanted in product((True, False), repeat=2):
                shown = {name for name, is_split in zip(("gemeente_code", "wet"), wanted, strict=True) if is_split}
                split = frozenset((name, cells[name]) for name in {*shown, "zorgsoort"})
                spent_in["IND008", kind, start, split | {cell}] += len(spent)
    return {
        ("IND011", *key[1:]): quotient(volumes[key], rounded(Fraction(count, 7), 6))
        for key, count in spent_in.items()
        if key in volumes and dict(key[3])["zorgsoort"] not in STAY
    }


def _who(people: People, person: str, day: date) -> Iterator[tuple[str, str]]:
    yield "stadsdeel", people.stadsdeel(person, day)
    yield "geslacht", people.geslacht(person)
    for group in people.leeftijdsgroepen(person, day):
        yield "leeftijdsgroep", group


def _referrers(found: Measured, people: People) -> dict[Key, Decimal]:
    kinds = ("kwartaal", "jaar")
    looked_at = moments(((row.day, row.person) for row in found.referrals), kinds)
    firsts: dict[Cell, dict[str, str]] = defaultdict(dict)
    for row, kind in product(sorted(found.referrals, key=lambda row: row.order), kinds):
        start = period_start(row.day, kind)
        area = ("stadsdeel", people.stadsdeel(row.person, looked_at[kind, start, row.person]))
        for split in within(row):
            firsts[kind, start, split | {area}].setdefault(row.person, dict(row.cells)["verwijzer"])
    values = {}
    for (kind, start, split), first in firsts.items():
        for verwijzer, count in Counter(first.values()).items():
            values["IND018", kind, start, split | {("verwijzer", verwijzer)}] = quotient(count, len(first))
    return values


def _of_schools(found: Measured, people: People) -> dict[Key, Decimal]:
    running = [(row, day) for row in found.zbo for day in _first_days(row)]
    kinds = ("halfjaar", "jaar")
    looked_at = moments(((day, row.person) for row, day in running), kinds)
    persons: dict[Key, set[str]] = defaultdict(set)
    for (row, day), kind in product(running, kinds):
        start = period_start(day, kind)
        area = ("stadsdeel", people.stadsdeel(row.person, looked_at[kind, start, row.person]))
        for split in within(row):
            persons["IND022", kind, start, split | {area}].add(row.person)
    return {key: Decimal(len(found)) for key, found in persons.items()}


def _first_days(row: Running) -> Iterator[date]:
    """The first day in each half year on which it runs."""
    for year, month in product(range(row.begin.year, row.end.year + 1), (1, 7)):
        begin, end = date(year, month, 1), date(year, month + 5, 30 + month // 7)
        if row.begin <= row.end and row.begin <= end and row.end >= begin:
            yield max(row.begin, begin)
