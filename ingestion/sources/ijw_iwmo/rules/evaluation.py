"""Many messages held against every rule of level 2 at once.

Reads   the Readings that parse.py makes of messages
Gives   the same, without the files that break a rule; the faults say code and place (`Prestatie 12`), never a value

In a table of sound messages all rules about its rows are one expression that is nowhere true, so that each costs a
few nanoseconds a row; only rows that break something are looked at rule by rule.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache, reduce
from operator import or_

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import acero

from ingestion.outcomes import Fault, reaction_to
from ingestion.sources import Reading
from ingestion.sources.ijw_iwmo.layout import TABLES
from ingestion.sources.ijw_iwmo.rules import (  # noqa: F401 - what they hold registers itself
    declaratie,
    dubbel,
    persoon,
    toegewezen,
    versie,
    verzoek,
    vooruit,
)
from ingestion.sources.ijw_iwmo.rules.catalogue import first_release_of
from ingestion.sources.ijw_iwmo.rules.registry import (
    FILE,
    MESSAGE_RULES,
    RELEASE,
    ROW,
    ROW_RULES,
    SOORT,
    RowRule,
    TableRule,
)
from ingestion.sources.ijw_iwmo.rules.surroundings import headers_of, surrounded

Faults = dict[int, tuple[Fault, ...]]
CameIn = Mapping[int, date | None]

FEW_ROWS = 10_000
"""Below it a table is put in one piece: looking at each piece apart costs more than copying them together."""

CLASS_OF = {table: element for element, table in TABLES.items()}


def judged(readings: Iterable[Reading], came_in: CameIn) -> Iterator[Reading]:
    """Readings in which a file that breaks a rule is refused. A message that comes in pieces is judged at its end.

    `came_in` says on which day each file came in.
    """
    pieces: dict[str, list[pa.Table]] = {}
    for reading in readings:
        if reading.is_piece:
            for name, table in reading.tables.items():
                pieces.setdefault(name, []).append(table)
            yield reading
        else:
            yield _without_refused(reading, *_by_reaction(broken_rules(reading.tables, came_in)))
    if pieces:
        whole = {name: pa.concat_tables(tables) for name, tables in pieces.items()}
        refused, remarks = _by_reaction(broken_rules(whole, came_in))
        yield Reading(refused=refused, remarks=remarks)


def _by_reaction(found: dict[int, list[Fault]]) -> tuple[Faults, Faults]:
    """The files to refuse, and those about which there is only a remark."""
    refused: Faults = {}
    remarks: Faults = {}
    for file, faults in found.items():
        is_refusal = any(reaction_to(fault.code) == "refuse" for fault in faults)
        faults.sort(key=lambda fault: reaction_to(fault.code) != "refuse")
        (refused if is_refusal else remarks)[file] = tuple(faults)
    return refused, remarks


def _without_refused(reading: Reading, refused: Faults, remarks: Faults) -> Reading:
    if not refused:
        return replace(reading, remarks=reading.remarks | remarks)
    out = pa.array(list(refused), pa.int64())
    kept = {name: table.filter(pc.invert(pc.is_in(table[FILE], out))) for name, table in reading.tables.items()}
    return Reading(
        tables={name: table for name, table in kept.items() if table.num_rows},
        counts={key: counts for key, counts in reading.counts.items() if key[0] not in refused},
        refused=reading.refused | refused,
        remarks=reading.remarks | remarks,
    )


def every_rule() -> tuple[TableRule, ...]:
    """All that is checked here, in the order of the modules."""
    return (*ROW_RULES, *MESSAGE_RULES)


def broken_rules(tables: Mapping[str, pa.Table], came_in: CameIn) -> dict[int, list[Fault]]:
    """The faults per file in complete tables of whole messages, in order of class and row."""
    found: dict[int, list[Fault]] = {}
    if "berichten" not in tables:
        return found
    headers = headers_of(tables, came_in)
    for name in sorted(tables.keys() & {rule.table for rule in every_rule()}):
        rows = surrounded(name, tables, headers)
        if rows.num_rows < FEW_ROWS:
            rows = rows.combine_chunks()
        for rule, broken in (*_broken_by_rows(name, rows), *_broken_together(name, rows)):
            for file, row in _places(broken):
                place = f"{CLASS_OF[name]} {row}" if row else CLASS_OF[name]
                found.setdefault(file, []).append(Fault(rule.melding, place))
    return found


def _broken_by_rows(name: str, rows: pa.Table) -> Iterator[tuple[TableRule, pa.Table]]:
    rules = [rule for rule in ROW_RULES if rule.table == name]
    suspect = _where(rows, _any_rule(name)) if rules else rows.slice(0, 0)
    if not suspect.num_rows:
        return
    for rule in rules:
        found = suspect.filter(_condition(rule))
        if found.num_rows:
            yield rule, found


def _broken_together(name: str, rows: pa.Table) -> Iterator[tuple[TableRule, pa.Table]]:
    present = set(pc.unique(rows[SOORT]).to_pylist())
    for rule in MESSAGE_RULES:
        if rule.table != name or present.isdisjoint(rule.berichtsoorten):
            continue
        meant = rows
        if present - rule.berichtsoorten:
            meant = meant.filter(pc.is_in(meant[SOORT], pa.array(sorted(rule.berichtsoorten), pa.int16())))
        if first_release_of(rule.code):
            meant = meant.filter(pc.greater_equal(meant[RELEASE], first_release_of(rule.code)))
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


def _where(rows: pa.Table, condition: pc.Expression) -> pa.Table:
    """The rows of which the condition is true. None is usual, and then no column is copied."""
    plan = acero.Declaration.from_sequence(
        [
            acero.Declaration("table_source", acero.TableSourceNodeOptions(rows)),
            acero.Declaration("project", acero.ProjectNodeOptions([condition], ["is_true"])),
        ]
    )
    is_true = plan.to_table(use_threads=False)["is_true"]
    return rows.filter(is_true) if pc.any(is_true).as_py() else rows.slice(0, 0)


def _places(broken: pa.Table) -> Iterable[tuple[int, int | None]]:
    files = broken[FILE].to_pylist()
    rows = broken[ROW].to_pylist() if ROW in broken.column_names else [None] * len(files)
    return sorted(zip(files, rows, strict=True), key=lambda place: (place[0], place[1] or 0))
