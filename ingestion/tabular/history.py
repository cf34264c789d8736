"""A delivery beside the ones that were loaded before: older, smaller, the same again, or about someone nobody knows.

Reads   raw_<source>.<contract>, raw_registers.aanbieders, meta.files; the decisions in landing, of which it adds
Gives   faults; one that holds a file lets it through once a person released it
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from ingestion.held import HELD, PASSED, RELEASED, Decision, note_decision, read_decisions
from ingestion.ledger import file_id_of
from ingestion.sources import LandedFile
from ingestion.tabular.contract import Contract
from ingestion.tabular.sheet import CellFault

SMALLER = "C020"
SHRUNK = 0.5
LEAST_ROWS = 10
"""Smaller lists halve by chance."""

Subject = tuple[str, date | None]
"""The deliverer that the rows name (empty where the contract names none), and their period."""


@dataclass(frozen=True)
class Summary:
    """What comparing needs of a delivery: rows per subject, and the providers it names."""

    rows: dict[Subject, int] = field(default_factory=dict)
    providers: frozenset[str] = frozenset()


def summarise(contract: Contract, values: dict[str, list[Any]], rows: int) -> Summary:
    """The summary of the right rows of a delivery."""
    nobody: list[Any] = [None] * rows
    deliverers = values.get(contract.deliverer, nobody)
    periods = values.get(contract.period, nobody)
    subjects = Counter((str(who or ""), when) for who, when in zip(deliverers, periods, strict=True))
    named = {agb for name, column in values.items() if name.endswith("aanbieder_agb") for agb in column if agb}
    return Summary(dict(subjects), frozenset(named if contract.name != "aanbieders" else ()))


def compare(
    connection: psycopg.Connection, contract: Contract, summary: Summary, file_id: int, delivered: date
) -> list[CellFault]:
    """What the loaded deliveries say about this one. Runs in the transaction of the caller."""
    return [*_older_or_smaller(connection, contract, summary, file_id, delivered), *_unknown(connection, summary)]


def as_decided(
    connection: psycopg.Connection, landing: Path, source: str, file: LandedFile, faults: list[CellFault]
) -> list[CellFault]:
    """The faults with the decisions that were made about a hold: released it passes, and a replay holds it again."""
    known = read_decisions(landing, source).get(file.sha256)
    smaller = next((fault for fault in faults if fault.code == SMALLER), None)
    if smaller:
        if known and known.state == RELEASED:
            return [fault for fault in faults if fault.code != SMALLER]
        if not known or known.state != HELD:
            note_decision(landing, source, file.sha256, Decision(HELD, smaller.fields))
    elif known and known.state == HELD:
        if not _is_held(connection, file.file_id):
            return [*faults, CellFault(SMALLER, fields=known.numbers)]
        note_decision(landing, source, file.sha256, Decision(PASSED, known.numbers))
    return faults


def _older_or_smaller(
    connection: psycopg.Connection, contract: Contract, summary: Summary, file_id: int, delivered: date
) -> Iterable[CellFault]:
    newest: dict[str, tuple[date | None, int]] = {}
    for (who, when), rows in summary.rows.items():
        known = newest.get(who)
        if known is None or (when is not None and known[0] is not None and when > known[0]):
            newest[who] = when, rows
    for who, (when, rows) in newest.items():
        before = _last_loaded(connection, contract, who, file_id)
        if before is None:
            continue
        last, last_rows = before
        moment = when or delivered
        if moment < last:
            yield CellFault("C017", fields={"datum": moment.isoformat(), "laatste": last.isoformat()})
        elif last_rows >= LEAST_ROWS and rows <= SHRUNK * last_rows:
            percent = round(100 * (last_rows - rows) / last_rows)
            yield CellFault(SMALLER, fields={"aantal": rows, "vorige": last_rows, "procent": percent})


def _last_loaded(connection: psycopg.Connection, contract: Contract, who: str, file_id: int) -> tuple[date, int] | None:
    """The newest moment that other files brought for this deliverer, and the rows of the newest of those files."""
    moment = sql.Identifier(contract.period or "_delivered_on")
    # a list for the whole region names no gemeente: those without a deliverer are one of them
    named = sql.SQL("coalesce({}::text, '') = {}").format(sql.Identifier(contract.deliverer), who)
    mine = named if contract.deliverer else sql.SQL("true")
    found = connection.execute(
        sql.SQL(
            "select {moment}, count(*) from {table} where {mine} and _source_file_id <> {file}"
            " group by {moment}, _delivered_on, _source_file_id"
            " order by {moment} desc, _delivered_on desc, _source_file_id desc limit 1"
        ).format(moment=moment, table=sql.Identifier(f"raw_{contract.source}", contract.name), mine=mine, file=file_id)
    ).fetchone()
    return (found[0], found[1]) if found else None


def _unknown(connection: psycopg.Connection, summary: Summary) -> Iterable[CellFault]:
    """Providers that the register does not have; none where there is no register yet."""
    if not summary.providers:
        return
    known = {agb for (agb,) in connection.execute("select distinct aanbieder_agb from raw_registers.aanbieders")}
    strangers = sorted(summary.providers - known) if known else []
    if strangers:
        shown = ", ".join(strangers[:3]) + (" …" if len(strangers) > 3 else "")
        yield CellFault("C018", fields={"aantal": len(strangers), "wie": shown})


def _is_held(connection: psycopg.Connection, file_id: int) -> bool:
    """True where this database judged it before: what holds no longer, holds no longer."""
    found = connection.execute("select from meta.files where file_id = %s and status = 'held'", (file_id,))
    return found.fetchone() is not None


def delivered_again(connection: psycopg.Connection, source: str, days: Mapping[str, date]) -> list[int]:
    """The loaded files whose content was delivered once more, on a later day (by SHA-256) than their rows say."""
    day_of = {file_id_of(sha256): day for sha256, day in days.items()}
    loaded = connection.execute(
        "select file_id, berichtsoort from meta.files where source = %s and status = 'loaded' and file_id = any(%s)",
        (source, list(day_of)),
    ).fetchall()
    found = []
    for file_id, name in loaded:
        table = sql.Identifier(f"raw_{source}", name)
        query = sql.SQL("select min(_delivered_on) from {} where _source_file_id = %s").format(table)
        row = connection.execute(query, (file_id,)).fetchone()
        if row and row[0] is not None and row[0] < day_of[file_id]:
            found.append(file_id)
    return found
