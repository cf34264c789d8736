"""Milestones, what onderaannemers delivered, and children: IND151-IND153 in plain Python over the registers.

Reads   <inbox>/registers/{mijlpalen,interventies,onderaannemers,bevolking}/*.csv
A value is (waarde, teller, noemer) by (indicator, periode_type, periode_start, set of its splits).
"""

import csv
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

from tests.recompute.register import Cells, newest
from tests.recompute.use_and_stay import Inhabitants

Values = dict[tuple[Any, ...], tuple[Any, ...]]
SEXES = ("man", "vrouw")


def milestone_values(inbox: Path) -> Values:
    """IND152: due in the quarter and done by its last day."""
    of_interventie = {row["interventie_id"]: row["zorgsoort"] for row in newest(inbox, "interventies")}
    delivered = max(path.stem[-10:] for path in (inbox / "registers" / "mijlpalen").glob("*.csv"))
    due: dict[tuple[date, frozenset[Any]], list[bool]] = defaultdict(list)
    for row in newest(inbox, "mijlpalen"):
        if row["status"] == "vervallen":
            continue
        day = date.fromisoformat(row["gepland_op"])
        start = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
        following = date(start.year + (start.month > 9), (start.month + 2) % 12 + 1, 1)
        is_done = row["status"] == "gereed" and (row["gereed_op"] or delivered) < following.isoformat()
        zorgsoort = of_interventie[row["interventie_id"]]
        for splits in ({}, {"zorgsoort": zorgsoort}) if zorgsoort else ({},):
            due[start, frozenset(splits.items())].append(is_done)
    return {
        ("IND152", "kwartaal", start, splits): (round(Decimal(sum(done)) / len(done), 6), sum(done), len(done))
        for (start, splits), done in due.items()
    }


def onderaannemer_values(inbox: Path) -> Values:
    """IND153: euros per quarter and year, by wet, zorgsoort and hoofdaannemer."""
    totals: dict[tuple[Any, ...], Decimal] = defaultdict(Decimal)
    for row in _stated(inbox):
        begin = date.fromisoformat(row["periode_start"])
        periods = (("kwartaal", date(begin.year, (begin.month - 1) // 3 * 3 + 1, 1)), ("jaar", date(begin.year, 1, 1)))
        cells = {"wet": row["wet"], "zorgsoort": row["zorgsoort"], "aanbieder_agb": row["hoofdaannemer_agb"]}
        for (kind, start), kept in product(periods, product((True, False), repeat=len(cells))):
            splits = frozenset(cell for cell, is_kept in zip(cells.items(), kept, strict=True) if is_kept)
            totals["IND153", kind, start, splits] += Decimal(row["bedrag_euro"].replace(",", "."))
    return {key: (total, None, None) for key, total in totals.items()}


def children_values(inbox: Path, years: range, gemeenten: list[str], stadsdelen: list[str]) -> Values:
    """IND151: children on 1 January, of every part that the register tells."""
    inhabitants = Inhabitants(inbox)
    found: Values = {}
    for year, gemeente, (stadsdeel, sex) in product(
        years, (None, *gemeenten), (("", ""), *(("", sex) for sex in SEXES), *((area, "") for area in stadsdelen))
    ):
        count = inhabitants.count(year, gemeente, stadsdeel, sex, "0-17")
        splits = {"gemeente_code": gemeente, "stadsdeel": stadsdeel, "geslacht": sex}
        if count:
            key = frozenset((name, value) for name, value in splits.items() if value)
            found["IND151", "peildatum", date(year, 1, 1), key] = (count, None, None)
    return found


def _stated(inbox: Path) -> Iterator[Cells]:
    """Of each hoofdaannemer and period the rows of its latest delivery."""
    rows: dict[tuple[str, str], list[Cells]] = {}
    folder = inbox / "registers" / "onderaannemers"
    for path in sorted(folder.glob("*.csv"), key=lambda path: path.stem[-10:]):
        delivered: dict[tuple[str, str], list[Cells]] = defaultdict(list)
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines, delimiter=";"):
                delivered[row["periode_start"], row["hoofdaannemer_agb"]].append(row)
        rows |= delivered
    for found in rows.values():
        yield from found
