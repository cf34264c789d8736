"""What must come out of the known city, read from its two tables.

Reads   reeksen.csv (the lines of care), ijkpunten.csv (the targets, by line or by group of lines)
A period is a year (`2022`), half year (`2022-H1`), quarter (`2022-K3`) or month (`2022-12`); months are counted from
year 0, so that they can be added up.
"""

import csv
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path

MONTHS = {"H1": (0, 5), "H2": (6, 11)} | {f"K{quarter}": (3 * quarter - 3, 3 * quarter - 1) for quarter in range(1, 5)}
YEARS = range(2021, 2026)


@dataclass(frozen=True, eq=False)
class Reeks:
    """One line of care of one population; `groep` is what the figures are published about.

    `om_de_maanden` is the number of months between two claim lines, `oudste_eerst` the share (per cent) of those who
    leave that have been longest in care, `wisselt` the share of renewals at another provider. The line marked as rest
    gets what its group needs beyond the others.
    """

    naam: str
    groep: str
    is_rest: bool
    wet: str
    producten: dict[str, int]
    aanbieders: dict[str, int]
    om_de_maanden: int
    leeftijd: tuple[int, int]
    oudste_eerst: int
    wisselt: int


@dataclass(frozen=True)
class Calibration:
    """The lines of care and, per (line or group, measure), what must come out in which period."""

    reeksen: tuple[Reeks, ...]
    targets: dict[tuple[str, str], dict[str, Decimal]] = field(default_factory=dict)

    def of(self, reeks: str, maat: str) -> dict[str, Decimal]:
        return self.targets.get((reeks, maat), {})

    def whole(self, reeks: str, maat: str) -> dict[str, int]:
        """Targets that count persons."""
        return {period: int(value) for period, value in self.of(reeks, maat).items()}


def month_number(year: int, month: int) -> int:
    return year * 12 + month - 1


def months_in(period: str) -> tuple[int, int]:
    """First and last month of a period. Raises ValueError for another notation."""
    year, _, part = period.partition("-")
    begin, end = (0, 11) if not part else MONTHS.get(part) or (int(part) - 1, int(part) - 1)
    return month_number(int(year), begin + 1), month_number(int(year), end + 1)


@cache
def load_calibration() -> Calibration:
    """Both tables. Raises KeyError if a target is about a line or group that does not exist."""
    reeksen = tuple(_reeks(row) for row in _rows("reeksen.csv"))
    targets: dict[tuple[str, str], dict[str, Decimal]] = {}
    for row in _rows("ijkpunten.csv"):
        targets.setdefault((row["reeks"], row["maat"]), {})[row["periode"]] = Decimal(row["waarde"])
    return Calibration(reeksen, targets)


def _rows(name: str) -> list[dict[str, str]]:
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=";"))


def _reeks(row: dict[str, str]) -> Reeks:
    return Reeks(
        naam=row["reeks"],
        groep=row["groep"],
        is_rest=row["is_rest"] == "1",
        wet=row["wet"],
        producten=_weights(row["producten"]),
        aanbieders=_weights(row["aanbieders"]),
        om_de_maanden=int(row["om_de_maanden"]),
        leeftijd=(int(row["jongste"]), int(row["oudste"])),
        oudste_eerst=int(row["oudste_eerst"]),
        wisselt=int(row["wisselt"]),
    )


def _weights(text: str) -> dict[str, int]:
    pairs = (part.split("=") for part in text.split())
    return {name: int(weight) for name, weight in pairs}
