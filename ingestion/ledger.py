"""The ledger of the intake: what became of every content, and why.

Reads   meta.files
Writes  meta.files, meta.outcomes

Rows go in by one statement for a whole batch. A row of meta.files is locked while its file is loaded, so that two
loaders never load one content; the file_id is made from the content, so the lock is on the content.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import psycopg
from psycopg import sql
from psycopg.pq import TransactionStatus

from ingestion.outcomes import Outcome
from ingestion.rows import as_texts, columns, copy_rows, spaced, texts_as
from ingestion.sources import LandedFile

LOCK_CLASS = 2_681_954
"""First half of the advisory locks of the intake; the second half names step and source."""


class NewFile(NamedTuple):
    """A content to be entered; `container` is the path of the zip or envelope it came in.

    `channel` says how it came: bestand, zip or stuf_ggk; `changed_ns` when its sender last changed it.
    """

    file_id: int
    sha256: str
    name: str
    container: str | None
    size_bytes: int
    changed_ns: int
    channel: str = "bestand"


@dataclass(frozen=True)
class Receipt:
    """What an envelope says of a file: when it was sent, by whom, under which reference, as what."""

    file_id: int
    received_at: datetime
    reference: str
    functie: str
    container: str | None
    channel: str | None
    afzender: str | None


class KnownFile(NamedTuple):
    """What the ledger says of a content that was taken in before."""

    name: str
    landed_at: datetime


class Verdict(NamedTuple):
    """What validate decided about one file: status valid, refused or held."""

    file_id: int
    status: str
    code: str | None
    wet: str | None
    berichtsoort: str | None
    release: str | None
    afzender: str | None


def file_id_of(sha256: str) -> int:
    """The first 63 bits of the hash: the same content has the same id in every database."""
    return int(sha256[:16], 16) >> 1


def path_of(landing: Path, source: str, sha256: str) -> str:
    """Where a content lies in landing; as text, since it is asked several times per file."""
    return f"{landing}/{source}/{sha256[:2]}/{sha256}"


@contextmanager
def transaction(connection: psycopg.Connection) -> Iterator[None]:
    """A transaction of its own, whatever the connection did before (else psycopg makes a savepoint of it)."""
    if connection.info.transaction_status != TransactionStatus.IDLE:
        connection.commit()
    with connection.transaction():
        yield


@contextmanager
def only_one(connection: psycopg.Connection, step: str, source: str) -> Iterator[None]:
    """Wait until no other process runs this step for this source; a killed process lets go by itself."""
    key = (LOCK_CLASS, f"{step} {source}")
    with transaction(connection):
        connection.execute("select pg_advisory_lock(%s, hashtext(%s))", key)
    try:
        yield
    finally:
        if not connection.closed and connection.info.transaction_status != TransactionStatus.UNKNOWN:
            if connection.info.transaction_status != TransactionStatus.IDLE:
                connection.rollback()
            with connection.transaction():
                connection.execute("select pg_advisory_unlock(%s, hashtext(%s))", key)


def add_files(connection: psycopg.Connection, source: str, files: Sequence[NewFile]) -> set[int]:
    """Enter contents as landed; gives the ids of those that were not known."""
    if not files:
        return set()
    rows = connection.execute(
        sql.SQL("""
        insert into meta.files (file_id, sha256, source, name, container, size_bytes, changed_at, channel, status)
        select file_id, sha256, %s, name, container, size_bytes, to_timestamp(changed_ns / 1e9), channel, 'landed'
        from unnest({})
            as offered (file_id, sha256, name, container, size_bytes, changed_ns, channel)
        on conflict do nothing
        returning file_id
        """).format(texts_as("bigint", "text", "text", "text", "bigint", "bigint", "text")),
        (source, *as_texts(files)),
    )
    return {file_id for (file_id,) in rows}


def note_receipts(connection: psycopg.Connection, receipts: Sequence[Receipt]) -> None:
    """Note what envelopes say. Of a file that came in several the first that was sent counts, in whatever order."""
    connection.execute(
        """
        update meta.files as file
        set received_at = told.received_at, referentienummer = told.reference, functie = nullif(told.functie, ''),
            container = coalesce(told.container, file.container), channel = coalesce(told.channel, file.channel),
            afzender = coalesce(file.afzender, told.afzender)
        from (
            select distinct on (file_id) *
            from unnest(%s::bigint[], %s::timestamptz[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
                as offered (file_id, received_at, reference, functie, container, channel, afzender)
            order by file_id, received_at, reference
        ) as told
        where file.file_id = told.file_id and (file.received_at is null or file.received_at > told.received_at)
        """,
        columns(
            [(r.file_id, r.received_at, r.reference, r.functie, r.container, r.channel, r.afzender) for r in receipts],
            7,
        ),
    )


def known_files(connection: psycopg.Connection, file_ids: Iterable[int]) -> dict[int, KnownFile]:
    """What the ledger has about these contents."""
    rows = connection.execute(
        "select file_id, name, landed_at from meta.files where file_id = any(string_to_array(%s, ' ')::bigint[])",
        (spaced(file_ids),),
    )
    return {file_id: KnownFile(name, landed_at) for file_id, name, landed_at in rows.fetchall()}


def add_outcomes(connection: psycopg.Connection, source: str, run_id: str, outcomes: Sequence[Outcome]) -> None:
    """Store decisions in the order given."""
    if outcomes:
        names = ("run_id", "source", "step", "file_id", "file_name", "reaction", "code", "place", "message")
        rows = [
            (run_id, source, o.step, None if o.file_id is None else str(o.file_id), o.file_name, o.reaction, o.code,
             o.place, o.message)
            for o in outcomes
        ]  # fmt: skip
        copy_rows(connection, "meta", "outcomes", names, rows)


def files_in(
    connection: psycopg.Connection, source: str, landing: Path, *, statuses: Sequence[str]
) -> list[LandedFile]:
    """The files of a source in these states, messages of one type together, in order of name."""
    rows = connection.execute(
        """
        select file_id, sha256, name, size_bytes, wet, berichtsoort, release,
            (coalesce(received_at, landed_at) at time zone 'UTC')::date
        from meta.files
        where source = %s and status = any(%s)
        order by wet, berichtsoort, name collate "C", file_id
        """,
        (source, list(statuses)),
    )
    folder = f"{landing}/{source}"
    return [
        LandedFile(file_id, sha256, name, f"{folder}/{sha256[:2]}/{sha256}", *rest)
        for file_id, sha256, name, *rest in rows.fetchall()
    ]


def moment(connection: psycopg.Connection) -> datetime:
    """The time by the clock of the database."""
    row = connection.execute("select clock_timestamp()").fetchone()
    if row is None:
        raise psycopg.DataError("no answer")
    found: datetime = row[0]
    return found


def claim(
    connection: psycopg.Connection,
    file_ids: Sequence[int],
    *,
    statuses: Sequence[str],
    waits: bool,
    before: datetime | None = None,
) -> dict[int, bool]:
    """Lock those of the files that are still in one of these states, until the transaction of the caller ends.

    Gives of each whether it was loaded before. With `before`, leaves out what was decided since. Files that another
    process has locked are left to it, or with `waits` waited for: it may yet fail. All lock in one order, so that none
    can deadlock.
    """
    query = (
        "select file_id, loaded_at is not null from meta.files"
        " where file_id = any(string_to_array(%s, ' ')::bigint[]) and status = any(%s)"
        " and coalesce(decided_at < %s, true) order by file_id for update"
    )
    rows = connection.execute(query if waits else f"{query} skip locked", (spaced(file_ids), list(statuses), before))
    return dict(rows.fetchall())


def decide(connection: psycopg.Connection, verdicts: Sequence[Verdict]) -> None:
    """Set the state of files after validation, with what they turned out to be."""
    connection.execute(
        sql.SQL("""
        update meta.files as file
        set status = told.status, code = told.code, wet = told.wet, berichtsoort = told.berichtsoort,
            release = told.release, afzender = coalesce(told.afzender, file.afzender), decided_at = now()
        from unnest({})
            as told (file_id, status, code, wet, berichtsoort, release, afzender)
        where file.file_id = told.file_id
        """).format(texts_as("bigint", "text", "text", "text", "text", "text", "text")),
        as_texts(verdicts),
    )


def refuse(connection: psycopg.Connection, file_id: int, code: str) -> None:
    """A file that validation let through turned out not to load."""
    connection.execute(
        "update meta.files set status = 'refused', code = %s, decided_at = now() where file_id = %s", (code, file_id)
    )


def mark_loaded(connection: psycopg.Connection, file_ids: Sequence[int]) -> None:
    """The rows of these files stand in the database when this transaction ends."""
    connection.execute(
        "update meta.files set status = 'loaded', code = null, loaded_at = now()"
        " where file_id = any(string_to_array(%s, ' ')::bigint[])",
        (spaced(file_ids),),
    )
