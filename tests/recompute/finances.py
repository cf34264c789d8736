"""What the register of finances adds to indicators, in plain Python.

Reads   <inbox>/registers/financien
Gives   finance_values(inbox, declared, savings) -> {VariantKey: waarde}: IND009 by bekostigingsvorm, IND085 net, IND087
        target_values(inbox) -> {Key: waarde}: IND086, and of IND087 the lower bound

The newest delivery of a period and gemeente counts; an amount belongs to the year in which its period begins.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import compress, product
from pathlib import Path

from tests.recompute.register import Cells
from tests.recompute.state import UNKNOWN
from tests.recompute.variants import VariantKey
from tests.recompute.volume_and_costs import Key

KINDS = {
    "pgb": ("IND009", "bekostigingsvorm=pgb"),
    "subsidie": ("IND009", "bekostigingsvorm=subsidie"),
    "lumpsum": ("IND009", "bekostigingsvorm=lumpsum"),
    "maatregel_gerealiseerd": ("IND085", "kosten_maatregelen"),
    "besparing_hoog": ("IND087", "bovengrens"),
}
TARGETS = {"taakstelling": "IND086", "besparing_laag": "IND087"}


def finance_values(
    inbox: Path, declared: Mapping[Key, Decimal], savings: Mapping[Key, Decimal]
) -> dict[VariantKey, Decimal]:
    """`declared` are values of IND009, `savings` of IND085, both by key; those of a year are used."""
    found: dict[VariantKey, Decimal] = defaultdict(Decimal)
    for soort, start, split, euro in _amounts(inbox):
        if soort in KINDS:
            found[(*KINDS[soort], "jaar", start, split)] += euro
    net = {
        ("IND085", "netto", kind, start, split): value - cost
        for (_, kind, start, split), value in savings.items()
        if "zorgsoort" not in dict(split)
        and (cost := found.get(("IND085", "kosten_maatregelen", kind, start, split))) is not None
    }
    kept = {("IND009", "bekostigingsvorm=zin", *key[1:]): value for key, value in declared.items() if key[1] == "jaar"}
    return dict(found) | net | kept


def target_values(inbox: Path) -> dict[Key, Decimal]:
    """What had to be saved and what is expected to be, as the register has it."""
    found: dict[Key, Decimal] = defaultdict(Decimal)
    for soort, start, split, euro in _amounts(inbox):
        if soort in TARGETS:
            found[(TARGETS[soort], "jaar", start, split)] += euro
    return found


def _amounts(inbox: Path) -> Iterator[tuple[str, date, frozenset[tuple[str, str]], Decimal]]:
    """Kind, first day of the year, split and euros of each amount, in every combination of its three dimensions."""
    for row in newest_lines(inbox):
        if not row["bedrag_euro"]:
            continue
        start, euro = date(int(row["periode_start"][:4]), 1, 1), Decimal(row["bedrag_euro"].replace(",", "."))
        cells = [(name, row[name] or UNKNOWN) for name in ("gemeente_code", "wet", "zorgsoort")]
        for wanted in product((True, False), repeat=len(cells)):
            yield row["soort"], start, frozenset(compress(cells, wanted)), euro


def newest_lines(inbox: Path) -> list[Cells]:
    """The lines of registers/financien that count."""
    rows: dict[tuple[str, str], list[Cells]] = {}
    for path in sorted((inbox / "registers" / "financien").glob("*.csv"), key=lambda path: path.stem[-10:]):
        delivered: dict[tuple[str, str], list[Cells]] = defaultdict(list)
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines, delimiter=";"):
                delivered[(row["periode_start"], row["gemeente_code"])].append(row)
        rows |= delivered
    return [row for found in rows.values() for row in found]
