"""Many messages held against every rule of level 2 at once.

Reads   the tables that parse.py makes of messages
Gives   per file the faults found: code, place (`Prestatie 12`), never a value

In a table of sound messages all rules about its rows are one expression that is nowhere true, so that each costs a
few nanoseconds a row; only rows that break something are looked at rule by rule.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, reduce
from operator import or_

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import acero

from ingestion.outcomes import Fault
from ingestion.sources.ijw_iwmo.layout import TABLES
from ingestion.sources.ijw_iwmo.rules import declaratie, dubbel, persoon, toegewezen, verzoek  # noqa: F401 - they register
from ingestion.sources.ijw_iwmo.rules.catalogue import first_release_of
from ingestion.sources.ijw_iwmo.rules.registry import (
    FILE,
    MESSAGE_RULES,
    RELEASE,
    ROW,
    ROW_RULES,
    SOORT,
    MessageRule,
    RowRule,
)
from ingestion.sources.ijw_iwmo.rules.surroundings import headers_of, surrounded

CLASS_OF = {table: element for element, table in TABLES.items()}


def broken_rules(tables: Mapping[str, pa.Table]) -> dict[int, list[Fault]]:
    """The faults per file in complete tables of whole messages, in order of class and row."""
    found: dict[int, list[Fault]] = {}
    if "berichten" not in tables:
        return found
    headers = headers_of(tables)
    for name in sorted(tables.keys() & {rule.table for rule in (*ROW_RULES, *MESSAGE_RULES)}):
        rows = surrounded(name, tables, headers)
        for rule, broken in (*_broken_by_rows(name, rows), *_broken_together(name, rows)):
            for file, row in _places(broken):
                place = f"{CLASS_OF[name]} {row}" if row else CLASS_OF[name]
                found.setdefault(file, []).append(Fault(rule.melding, place))
    return found


def _broken_by_rows(name: str, rows: pa.Table) -> Iterator[tuple[RowRule, pa.Table]]:
    rules = [(rule, _condition(rule)) for rule in ROW_RULES if rule.table == name]
    if not rules:
        return
    suspect = _filter(rows, _any_rule(name))
    if not suspect.num_rows:
        return
    for rule, broken in rules:
        found = suspect.filter(broken)
        if found.num_rows:
            yield rule, found


def _broken_together(name: str, rows: pa.Table) -> Iterator[tuple[MessageRule, pa.Table]]:
    for rule in MESSAGE_RULES:
        if rule.table != name:
            continue
        is_meant = pc.is_in(rows[SOORT], pa.array(sorted(rule.berichtsoorten), pa.int16()))
        if first_release_of(rule.code):
            is_meant = pc.and_(is_meant, pc.greater_equal(rows[RELEASE], first_release_of(rule.code)))
        meant = rows if pc.all(is_meant, min_count=0).as_py() else rows.filter(is_meant)
        if meant.num_rows:
            found = rule.find(meant)
            if found.num_rows:
                yield rule, found


@cache
def _any_rule(name: str) -> pc.Expression:
    return reduce(or_, (_condition(rule) for rule in ROW_RULES if rule.table == name))


def _condition(rule: RowRule) -> pc.Expression:
    """Broken, in a message that the rule is about."""
    condition = pc.field(SOORT).isin(sorted(rule.berichtsoorten)) & rule.broken
    first = first_release_of(rule.code)
    return (pc.field(RELEASE) >= first) & condition if first else condition


def _filter(rows: pa.Table, condition: pc.Expression) -> pa.Table:
    plan = acero.Declaration.from_sequence(
        [
            acero.Declaration("table_source", acero.TableSourceNodeOptions(rows)),
            acero.Declaration("filter", acero.FilterNodeOptions(condition)),
        ]
    )
    return plan.to_table(use_threads=False)


def _places(broken: pa.Table) -> Iterable[tuple[int, int | None]]:
    files = broken[FILE].to_pylist()
    rows = broken[ROW].to_pylist() if ROW in broken.column_names else [None] * len(files)
    return sorted(zip(files, rows, strict=True), key=lambda place: (place[0], place[1] or 0))
