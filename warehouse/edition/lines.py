"""How the figures of an edition add up: which cells are the parts of which total.

Pure. A cell is known by its key: the period, then one value per dimension, None where it is not split by it. What is
missing counts zero: no row means that nothing happened.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

DIMENSIONS = (
    "gemeente_code",
    "wet",
    "zorgsoort",
    "aanbieder_agb",
    "productgroep",
    "verwijzer",
    "stadsdeel",
    "leeftijdsgroep",
    "geslacht",
)
PARTS_OF_A_YEAR = ("maand", "kwartaal", "halfjaar")
"""The kinds of period that a longer one can be made of."""


class Period(NamedTuple):
    """A period as indicator_waarden has it; both ends belong to it."""

    periode_type: str
    start: date
    end: date


class Key(NamedTuple):
    """Which cell: its period, and a value (or None) for each of DIMENSIONS."""

    period: Period
    splits: tuple[str | None, ...]


@dataclass(frozen=True)
class Line:
    """A total and the parts that it is made of."""

    total: Key
    parts: tuple[Key, ...]

    @property
    def cells(self) -> tuple[Key, ...]:
        return (self.total, *self.parts)


def lines_of(keys: Collection[Key]) -> list[Line]:
    """Every total that has parts among these cells, along each dimension and along time; in order of the cells."""
    known = set(keys)
    found: defaultdict[tuple[Key, object], list[Key]] = defaultdict(list)
    for key in sorted(known, key=_order):
        for place, total in _totals_of(key, known):
            found[total, place].append(key)
    return [Line(total, tuple(parts)) for (total, _), parts in found.items()]


def _totals_of(key: Key, known: set[Key]) -> Iterator[tuple[object, Key]]:
    """(along what, total) for every cell that this one is a part of."""
    for place, value in enumerate(key.splits):
        if value is None:
            continue
        total = key._replace(splits=(*key.splits[:place], None, *key.splits[place + 1 :]))
        if total in known:
            yield place, total
    for longer in _longer(key.period):
        total = key._replace(period=longer)
        if total in known:
            yield "period", total
            return


def _longer(period: Period) -> Iterator[Period]:
    """The periods that this one is a part of, the shortest first."""
    if period.periode_type not in PARTS_OF_A_YEAR:
        return
    for name, months in (("kwartaal", 3), ("halfjaar", 6), ("jaar", 12)):
        if _months(period) < months:
            first = (period.start.month - 1) // months * months + 1
            last = first + months - 1
            end = date(period.start.year + last // 12, last % 12 + 1, 1).toordinal() - 1
            yield Period(name, period.start.replace(month=first, day=1), date.fromordinal(end))


def _months(period: Period) -> int:
    return period.end.month - period.start.month + 1


def _order(key: Key) -> tuple[Period, tuple[str, ...]]:
    return key.period, tuple(value or "" for value in key.splits)
