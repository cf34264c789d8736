"""Registers, lists and surveys as they were delivered, and how what was counted in them adds up by split.

Reads   <inbox>/<source>/<delivery>/*.csv
Gives   rows_of(): the lines that count; add_up(): of what was counted the value of every split
"""

import csv
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import combinations
from pathlib import Path

from tests.recompute.people import GROUPS
from tests.recompute.register import Cells

MONTHS = {"maand": 1, "kwartaal": 3, "halfjaar": 6, "jaar": 12}
UNKNOWN = "onbekend"
Key = tuple[str, str, date, frozenset[tuple[str, str]]]
"""indicator_code, periode_type, periode_start and the cells that the row is split by."""


@dataclass(frozen=True)
class Counted:
    """One thing of an indicator on a day. With a `person` it counts once; with a `noemer` it is part of a quotient.

    `splits` holds the dimensions that apply to it; `ages` the groups that it belongs to, empty where no age is asked.
    A part whose `teller` is not known has None; a quotient of nothing but these has no value.
    `is_own_year` where the period begins on the day itself, as a school year does.
    """

    code: str
    kinds: tuple[str, ...]
    day: date
    splits: Mapping[str, str]
    teller: Fraction | None = Fraction(1)
    noemer: Fraction | None = None
    person: str = ""
    ages: tuple[str, ...] = ()
    is_own_year: bool = False

    def start(self, kind: str) -> date:
        return self.day if self.is_own_year else start_of(kind, self.day)


def rows_of(inbox: Path, label: str, *whose: str) -> list[Cells]:
    """The lines of a contract: of each combination of these columns, those that were delivered last."""
    told: list[tuple[date, Cells]] = []
    for path in sorted((inbox / label).glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as lines:
            told += [(date.fromisoformat(path.stem[-10:]), row) for row in csv.DictReader(lines, delimiter=";")]
    newest: dict[tuple[str, ...], date] = {}
    for day, row in told:
        key = tuple(row[name] for name in whose)
        newest[key] = max(day, newest.get(key, day))
    return [row | {"geleverd_op": str(day)} for day, row in told if newest[tuple(row[name] for name in whose)] == day]


def day_of(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def number(text: str) -> Fraction:
    return Fraction(text.replace(",", "."))


def ages_of(years: int | None) -> tuple[str, ...]:
    """The groups that hold an age in whole years."""
    if years is None:
        return (UNKNOWN,)
    return tuple(name for name, (youngest, oldest) in GROUPS.items() if youngest <= years <= oldest) or (UNKNOWN,)


def start_of(kind: str, day: date) -> date:
    months = MONTHS[kind]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def add_up(
    counted: Iterable[Counted], cube: Sequence[str], further: Sequence[str] = (), wanted: Container[Key] | None = None
) -> dict[Key, Fraction]:
    """The value of every combination of the cube, and of one further dimension within it without the provider.

    With `wanted` only of these keys.
    """
    parts: dict[Key, list[Counted]] = defaultdict(list)
    for each in counted:
        splits = list(_splits(each, cube, further))
        for kind in each.kinds:
            start = each.start(kind)
            for split in splits:
                if wanted is None or (each.code, kind, start, split) in wanted:
                    parts[each.code, kind, start, split].append(each)
    values = ((key, _value(found)) for key, found in parts.items())
    return {key: value for key, value in values if value is not None}


def _splits(each: Counted, cube: Sequence[str], further: Sequence[str]) -> Iterator[frozenset[tuple[str, str]]]:
    yield from _subsets(each, cube)
    inner = [name for name in cube if name != "aanbieder_agb"]
    for name in further:
        values = each.ages if name == "leeftijdsgroep" else [each.splits[name]] if name in each.splits else []
        for value in values:
            for split in _subsets(each, inner):
                yield split | {(name, value)}


def _subsets(each: Counted, names: Sequence[str]) -> Iterator[frozenset[tuple[str, str]]]:
    own = [(name, each.splits[name]) for name in names if name in each.splits]
    for size in range(len(own) + 1):
        yield from map(frozenset, combinations(own, size))


def _value(found: list[Counted]) -> Fraction | None:
    known = [each.teller for each in found if not each.person and each.teller is not None]
    if any(each.noemer is not None for each in found):
        noemer = sum((each.noemer or Fraction(0) for each in found), Fraction(0))
        return sum(known, Fraction(0)) / noemer if noemer and known else None
    return len({each.person for each in found if each.person}) + sum(known, Fraction(0))
