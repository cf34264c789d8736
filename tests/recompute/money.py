"""Budgets, costs of measures and the Doorbraakaanpak in plain Python: IND088 to IND101, from their registers.

Reads   <inbox>/registers/{financien,doorbraak,doorbraak_baten,formatie}
Gives   money_values(inbox) -> {Key: waarde}

An amount belongs to the year in which its period begins. A deviation needs a budget and something booked on the same
post: year, gemeente, programma, wet and zorgsoort.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import compress, product
from pathlib import Path

from tests.recompute.finances import newest_lines
from tests.recompute.register import newest
from tests.recompute.state import UNKNOWN
from tests.recompute.volume_and_costs import Key, rounded

AMOUNTS = {
    "maatregel_begroot": "IND088",
    "maatregelen_totaal": "IND089",
    "begroting": "IND090",
    "transformatiebudget": "IND093",
    "doorbraak": "IND100",
}
MOMENTS = {"IND094": "aangemeld_op", "IND095": "opgepakt_op", "IND096": "plan_op"}
CELLS = ("gemeente_code", "wet", "zorgsoort")


def money_values(inbox: Path) -> dict[Key, Decimal]:
    return _amounts(inbox) | _deviations(inbox) | _doorbraak(inbox)


def _splits(cells: dict[str, str]) -> Iterator[frozenset[tuple[str, str]]]:
    for wanted in product((True, False), repeat=len(cells)):
        yield frozenset(compress(cells.items(), wanted))


def _year(text: str) -> date:
    return date(int(text[:4]), 1, 1)


def _euro(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _amounts(inbox: Path) -> dict[Key, Decimal]:
    found: dict[Key, Decimal] = defaultdict(Decimal)
    for row in newest_lines(inbox):
        if row["soort"] in AMOUNTS and row["bedrag_euro"]:
            for split in _splits({name: row[name] or UNKNOWN for name in CELLS}):
                key = (AMOUNTS[row["soort"]], "jaar", _year(row["periode_start"]), split)
                found[key] += _euro(row["bedrag_euro"])
    return dict(found)


def _deviations(inbox: Path) -> dict[Key, Decimal]:
    posts: dict[tuple[str, ...], dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for row in newest_lines(inbox):
        if row["soort"] in {"begroting", "realisatie", "baten"} and row["bedrag_euro"]:
            names = (row["programma"] or UNKNOWN, *(row[name] or UNKNOWN for name in CELLS))
            posts[(row["periode_start"][:4], *names)][row["soort"]] += _euro(row["bedrag_euro"])
    found: dict[Key, Decimal] = defaultdict(Decimal)
    for (year, programma, *cells), kinds in posts.items():
        for split in _splits(dict(zip(CELLS, cells, strict=True))):
            if kinds.keys() >= {"begroting", "realisatie"}:
                found[("IND091", "jaar", _year(year), split)] += kinds["realisatie"] - kinds["begroting"]
            if "realisatie" in kinds and programma != UNKNOWN:
                spent = kinds["realisatie"] - kinds.get("baten", Decimal(0))
                found[("IND092", "jaar", _year(year), split)] += spent
    return dict(found)


def _doorbraak(inbox: Path) -> dict[Key, Decimal]:
    found: dict[Key, Decimal] = defaultdict(Decimal)
    nothing: frozenset[tuple[str, str]] = frozenset()
    for row in newest(inbox, "doorbraak"):
        for code, moment in MOMENTS.items():
            if row[moment]:
                for split in _splits({"stadsdeel": row["stadsdeel"] or UNKNOWN}):
                    found[(code, "jaar", _year(row[moment]), split)] += 1
    for row in newest(inbox, "doorbraak_baten"):
        wet = {"wet": row["regeling"]} if row["regeling"] in {"jeugdwet", "wmo"} else {}
        for split in {nothing, *_splits(wet)}:
            for code in ("IND097", "IND098"):
                found[(code, "jaar", _year(row["jaar"]), split)] += _euro(row["bedrag_euro"])
    for (code, kind, year, split), plans in list(found.items()):
        if code == "IND096" and not split and ("IND097", kind, year, nothing) in found:
            mean = Fraction(found[("IND097", kind, year, nothing)]) / Fraction(plans)
            found[("IND099", kind, year, nothing)] = rounded(mean, 6)
    return dict(found) | _staff(inbox)


def _staff(inbox: Path) -> dict[Key, Decimal]:
    """The last day of a year that the team told of; the newest delivery about a day counts."""
    days: dict[str, list[dict[str, str]]] = {}
    for told in _deliveries_of_staff(inbox):
        days |= told
    last = {day[:4]: day for day in sorted(days)}
    return {
        ("IND101", "jaar", _year(year), frozenset()): sum((_euro(row["fte"]) for row in days[day]), Decimal(0))
        for year, day in last.items()
    }


def _deliveries_of_staff(inbox: Path) -> Iterator[dict[str, list[dict[str, str]]]]:
    for path in sorted((inbox / "registers" / "formatie").glob("*.csv"), key=lambda path: path.stem[-10:]):
        told: dict[str, list[dict[str, str]]] = defaultdict(list)
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines, delimiter=";"):
                if row["organisatie"] == "doorbraakteam":
                    told[row["peildatum"]].append(row)
        yield told
