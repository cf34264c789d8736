"""IND084 and IND085 in plain Python, and how a change in costs falls apart in price and volume.

Reads   `measured`, <inbox>/registers/financien (the lines with a prijsindex)
Gives   savings_values: IND084 and IND085 by key; effects: IND084 per price level and the parts of IND085 by key

The volumes of 2023 of products in scope, at the tariff of a later year; without one at the last tariff since 2023, else
at what they cost, raised by the prijsindex of each year since. Of a year that still runs only months that both have.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product
from pathlib import Path

from tests.recompute.finances import newest_lines
from tests.recompute.indicators import period_start
from tests.recompute.measured import Measured, Use, amount
from tests.recompute.register import Cells
from tests.recompute.variants import VariantKey
from tests.recompute.volume_and_costs import Key, Prices, rounded
from warehouse.settings import PROJECT

NULMETING, PRICES = 2023, 2025
PACKAGES = PROJECT / "dbt_project" / "seeds" / "keuzes" / "mandjes.csv"
BASE = ("gemeente_code", "wet", "zorgsoort", "aanbieder_agb")

Month = tuple[date, tuple[str, ...]]


class Savings:
    """Per month and cell of the base: what care cost in 2023, what that costs at the prices of the month, and costs."""

    def __init__(self, found: Measured, inbox: Path) -> None:
        self.last_day = found.last_day
        self.then: dict[Month, Fraction] = defaultdict(Fraction)
        self.revalued: dict[Month, Fraction] = defaultdict(Fraction)
        self.now: dict[Month, Fraction] = defaultdict(Fraction)
        self._prices = Prices(found)
        self._rises = Rises(inbox)
        for use in found.uses:
            if "scope_uitvoeringsagenda" not in use.flags or use.day.year < NULMETING:
                continue
            cells = tuple(use.cell(name) for name in BASE)
            if use.day.year > NULMETING:
                self.now[(use.day.replace(day=1), cells)] += Fraction(use.cents, 100)
                continue
            for year in range(NULMETING, max(found.last_day.year, PRICES) + 1):
                month = (date(year, use.day.month, 1), cells)
                self.then[month] += Fraction(use.cents, 100)
                self.revalued[month] += self._worth(use, year)
                if year == NULMETING:
                    self.now[month] += Fraction(use.cents, 100)

    def _worth(self, use: Use, year: int) -> Fraction:
        for before in range(min(year, self.last_day.year), NULMETING - 1, -1):
            tariff = self._prices.of(use, before)
            if tariff is not None and year > NULMETING:
                volume = Fraction(use.volume if use.counts else 0, 60 if use.unit == "uur" else 1)
                return volume * tariff * self._rises.between(use, before, year)
        return Fraction(use.cents, 100) * self._rises.between(use, NULMETING, year)

    def summed(self, amounts: dict[Month, Fraction], *, only_known: bool = True) -> dict[Key, Fraction]:
        totals: dict[Key, Fraction] = defaultdict(Fraction)
        for (month, cells), worth in amounts.items():
            if month > self.last_day and only_known:
                continue
            for kind in ("halfjaar", "jaar"):
                for split in _splits(cells):
                    totals[("IND085", kind, period_start(month, kind), split)] += worth
        return totals


def savings_values(found: Measured, inbox: Path) -> dict[Key, Decimal]:
    saved = Savings(found, inbox)
    values = {key: baseline - now for key, (_, baseline, now) in _compared(saved).items()}
    for key, worth in saved.summed(saved.revalued, only_known=False).items():
        if key[1:3] == ("jaar", date(PRICES, 1, 1)) and worth:
            values[("IND084", "jaar", date(NULMETING, 1, 1), key[3])] = rounded(worth, 2)
    return values


def effects(found: Measured, inbox: Path) -> dict[VariantKey, Decimal]:
    """Raises AssertionError where price and volume do not add up to the change."""
    saved = Savings(found, inbox)
    values: dict[VariantKey, Decimal] = {}
    for key, (then, baseline, now) in _compared(saved).items():
        parts = {"prijseffect": baseline - then, "volume_effect": now - baseline, "verandering": now - then}
        assert parts["prijseffect"] + parts["volume_effect"] == parts["verandering"]
        values |= {("IND085", name, *key[1:]): value for name, value in parts.items()}
    for key, worth in saved.summed(saved.revalued, only_known=False).items():
        if key[1] == "jaar" and rounded(worth, 2):
            values[("IND084", f"prijspeil={key[2].year}", "jaar", date(NULMETING, 1, 1), key[3])] = rounded(worth, 2)
    return values


def _compared(saved: Savings) -> dict[Key, tuple[Decimal, Decimal, Decimal]]:
    then, baseline, now = (saved.summed(amounts) for amounts in (saved.then, saved.revalued, saved.now))
    return {
        key: (rounded(then.get(key, 0), 2), rounded(baseline.get(key, 0), 2), rounded(now.get(key, 0), 2))
        for key in baseline.keys() | now.keys()
        if key[2].year > NULMETING
    }


def _splits(cells: tuple[str, ...]) -> Iterator[frozenset[tuple[str, str]]]:
    for wanted in product((True, False), repeat=len(BASE)):
        yield frozenset((name, cell) for name, cell, split in zip(BASE, cells, wanted, strict=True) if split)


class Rises:
    """How prices rose from one year to another, by the narrowest line of the register."""

    def __init__(self, inbox: Path) -> None:
        self._lines = [row for row in newest_lines(inbox) if row["soort"] == "prijsindex" and row["index"]]
        with PACKAGES.open(encoding="utf-8", newline="") as lines:
            self._packages = {(row["mandje"], row["zorgsoort"]) for row in csv.DictReader(lines)}

    def between(self, use: Use, begin: int, end: int) -> Fraction:
        if begin == end:
            return Fraction(1)
        begun, ended = self._since_nulmeting(use, begin), self._since_nulmeting(use, end)
        return Fraction(rounded(ended / begun, 6))

    def _since_nulmeting(self, use: Use, year: int) -> Fraction:
        level = Fraction(1)
        for each in range(NULMETING + 1, year + 1):
            level = Fraction(rounded(level * self._of(use, each), 6))
        return level

    def _of(self, use: Use, year: int) -> Fraction:
        care = use.cell("zorgsoort")
        lines = [
            (narrow, row["periode_start"], number, row)
            for number, row in enumerate(self._lines)
            if row["gemeente_code"] == use.cell("gemeente_code")
            and row["periode_start"].startswith(str(year))
            and amount(row["index"]) > 0
            and row["wet"] in {"", use.cell("wet")}
            and (narrow := self._narrowness(row, care)) is not None
        ]
        return amount(min(lines, key=lambda line: line[:3])[3]["index"]) if lines else Fraction(1)

    def _narrowness(self, row: Cells, care: str) -> tuple[bool, bool, bool] | None:
        in_package = (row["zorgsoort"], care) in self._packages
        if row["zorgsoort"] not in {"", "alle", care} and not in_package:
            return None
        return (row["zorgsoort"] != care, not in_package, row["wet"] == "")
