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

import numpy as np
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
    MessageRule,
    RowRule,
    TableRule,
)
from ingestion.sources.ijw_iwmo.rules.surroundings import headers_of, subtotal, surrounded

Faults = dict[int, tuple[Fault, ...]]
CameIn = Mapping[int, date | None]
Broken = dict[TableRule, list[tuple[int, int | None]]]
"""Rule -> file and row of each place where it is broken."""

HEADER, LINES = "berichten", "prestaties"
IN_PARTS = frozenset({"clienten", LINES})
"""Tables of which a message in parts has rows in each; its other rows come with the first."""

FEW_ROWS = 10_000
"""Below it a table is put in one piece: looking at each piece apart costs more than copying them together."""

CLASS_OF = {table: element for element, table in TABLES.items()}


def judged(readings: Iterable[Reading], came_in: CameIn) -> Iterator[Reading]:
    """Readings in which a file that breaks a rule is refused. A message that comes in parts is judged at its end.

    `came_in` says on which day each file came in.
    """
    message: _InParts | None = None
    for reading in readings:
        if message and not (reading.is_piece and HEADER not in reading.tables):
            if not reading.refused.keys() & message.files:
                yield message.verdict()
            message = None
        if reading.is_piece:
            message = message or _InParts(reading.tables, came_in)
            message.add(reading.tables)
            yield reading
        else:
            yield _without_refused(reading, *_by_reaction(broken_rules(reading.tables, came_in)))
    if message:
        yield message.verdict()


class _InParts:
    """A message that comes in parts, the rows of its head with the first: what broke a rule, and what is to be asked.

    Kept are some 26 bytes a claim line: the keys that must not stand twice in a message, as numbers.
    """

    def __init__(self, first: Mapping[str, pa.Table], came_in: CameIn) -> None:
        self._head = {name: table for name, table in first.items() if name not in IN_PARTS}
        self._came_in = came_in
        self._broken: Broken = {}
        self._kept: dict[MessageRule, list[pa.Table]] = {}
        self._subtotals: list[pa.Table] = []
        self.files = frozenset(first[HEADER][FILE].to_pylist())

    def add(self, tables: Mapping[str, pa.Table]) -> None:
        headers = headers_of(self._head, self._came_in)
        for name in sorted(tables.keys() & IN_PARTS):
            rows = surrounded(name, self._head | {name: tables[name]}, headers)
            _note(self._broken, _broken_by_rows(name, rows))
            for rule, meant in _asked_together(name, rows):
                if rule.keep:
                    self._kept.setdefault(rule, []).append(_packed(rule.keep(meant)))
                else:
                    _note(self._broken, [(rule, rule.find(meant))])
        if LINES in tables:
            self._subtotals.append(subtotal(tables[LINES]))

    def verdict(self) -> Reading:
        """What the message as a whole breaks, and what its parts broke."""
        (file,) = self.files
        sums = {LINES: pa.concat_tables(self._subtotals)} if self._subtotals else {}
        headers = headers_of(self._head, self._came_in)
        for name in sorted(self._head):
            _note(self._broken, _broken_in(name, surrounded(name, self._head | sums, headers)))
        while self._kept:
            rule, parts = self._kept.popitem()
            found = rule.find(pa.concat_tables(map(_unpacked, parts)))
            found = found.append_column(FILE, pa.repeat(pa.scalar(file, pa.int64()), found.num_rows))
            _note(self._broken, [(rule, found)])
        refused, remarks = _by_reaction(_faults_of(self._broken))
        return Reading(refused=refused, remarks=remarks)


def _packed(kept: pa.Table) -> pa.Table:
    """Without the file, and of row numbers only where they do not follow each other."""
    ahead = kept[ROW].to_numpy() - np.arange(kept.num_rows, dtype=np.int32)
    return kept.drop_columns([FILE, ROW]).append_column(ROW, pc.run_end_encode(pa.array(ahead)))


def _unpacked(kept: pa.Table) -> pa.Table:
    ahead = pc.run_end_decode(kept[ROW].combine_chunks()).to_numpy()
    rows = pa.array(ahead + np.arange(kept.num_rows, dtype=np.int32))
    return kept.drop_columns([ROW]).append_column(ROW, rows)


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
        refused=reading.refused | refused,
        remarks=reading.remarks | remarks,
    )


def every_rule() -> tuple[TableRule, ...]:
    """All that is checked here, in the order of the modules."""
    return (*ROW_RULES, *MESSAGE_RULES)


def broken_rules(tables: Mapping[str, pa.Table], came_in: CameIn) -> dict[int, list[Fault]]:
    """The faults per file in complete tables of whole messages, in order of class, rule and row."""
    if HEADER not in tables:
        return {}
    headers = headers_of(tables, came_in)
    broken: Broken = {}
    for name in tables.keys() & {rule.table for rule in every_rule()}:
        rows = surrounded(name, tables, headers)
        _note(broken, _broken_in(name, rows.combine_chunks() if rows.num_rows < FEW_ROWS else rows))
    return _faults_of(broken)


def _note(broken: Broken, found: Iterable[tuple[TableRule, pa.Table]]) -> None:
    for rule, rows in found:
        if rows.num_rows:
            broken.setdefault(rule, []).extend(_places(rows))


def _faults_of(broken: Broken) -> dict[int, list[Fault]]:
    found: dict[int, list[Fault]] = {}
    for rule in sorted(every_rule(), key=lambda rule: rule.table):
        for file, row in sorted(broken.get(rule, ()), key=lambda place: (place[0], place[1] or 0)):
            place = f"{CLASS_OF[rule.table]} {row}" if row else CLASS_OF[rule.table]
            found.setdefault(file, []).append(Fault(rule.melding, place))
    return found


def _broken_in(name: str, rows: pa.Table) -> Iterator[tuple[TableRule, pa.Table]]:
    yield from _broken_by_rows(name, rows)
    for rule, meant in _asked_together(name, rows):
        yield rule, rule.find(rule.keep(meant) if rule.keep else meant)


def _broken_by_rows(name: str, rows: pa.Table) -> Iterator[tuple[TableRule, pa.Table]]:
    any_rule = _any_rule(name, *_only_kind(rows))
    suspect = _where(rows, any_rule) if any_rule is not None else rows.slice(0, 0)
    if suspect.num_rows:
        for rule in ROW_RULES:
            if rule.table == name:
                yield rule, suspect.filter(_condition(rule))


def _asked_together(name: str, rows: pa.Table) -> Iterator[tuple[MessageRule, pa.Table]]:
    """Each rule about rows together, with the rows that it is about; a filter copies them, so only where it must."""
    soorten, releases = (set(pc.unique(rows[column]).to_pylist()) for column in (SOORT, RELEASE))
    for rule in MESSAGE_RULES:
        if rule.table != name or soorten.isdisjoint(rule.berichtsoorten):
            continue
        meant, first = rows, first_release_of(rule.code)
        if soorten - rule.berichtsoorten:
            meant = meant.filter(pc.is_in(meant[SOORT], pa.array(sorted(rule.berichtsoorten), pa.int16())))
        if min(releases) < first:
            meant = meant.filter(pc.greater_equal(meant[RELEASE], first))
        yield rule, meant


def _only_kind(rows: pa.Table) -> tuple[int, int] | tuple[None, None]:
    """Type and release of the messages, where all are alike."""
    soorten, releases = (pc.unique(rows[name]).to_pylist() for name in (SOORT, RELEASE))
    return (soorten[0], releases[0]) if len(soorten) == len(releases) == 1 else (None, None)


@cache
def _any_rule(name: str, soort: int | None, release: int | None) -> pc.Expression | None:
    """What is true of a row that breaks a rule; where all messages are alike it need not ask of what kind each is."""
    rules = [rule for rule in ROW_RULES if rule.table == name]
    if soort is None or release is None:
        conditions = [_condition(rule) for rule in rules]
    else:
        conditions = [
            rule.broken for rule in rules if soort in rule.berichtsoorten and first_release_of(rule.code) <= release
        ]
    return reduce(or_, conditions) if conditions else None


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
    return zip(files, rows, strict=True)
