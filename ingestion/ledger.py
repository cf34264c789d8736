"""The ledger of the intake: every statement on schema meta that land, validate and load run.

Reads   meta.files, meta.deliveries
Writes  meta.files, meta.deliveries, meta.outcomes

Rows go in by one statement for a whole batch. A row of meta.files is locked while its file is loaded, so that two
loaders never load one content; the file_id is made from the content, so the lock is on the content.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import LiteralString, NamedTuple

import psycopg
from psycopg import sql
from psycopg.pq import TransactionStatus

from ingestion.outcomes import Outcome
from ingestion.sources import LandedFile

LOCK_CLASS = 2_681_954
"""First half of the advisory locks of the intake; the second half names step and source."""


class Delivery(NamedTuple):
    """One file or zip member as it was offered; `path` is below the inbox of its source, fit to be shown."""

    path: str
    size_bytes: int
    mtime_ns: int
    reaction: str
    file_id: int | None = None
    code: str | None = None

    @property
    def key(self) -> tuple[str, int, int]:
        """By which it is known again."""
        return self.path, self.size_bytes, self.mtime_ns


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


def known_deliveries(
    connection: psycopg.Connection, source: str, offered: Sequence[tuple[str, int, int]]
) -> set[tuple[str, int, int]]:
    """Those of the offered (path, size in bytes, mtime in ns) that were decided before; held ones are not.

    A path is fit to be shown, so no line break is in it.
    """
    rows = connection.execute(
        """
        select offered.number
        from unnest(string_to_array(%s, E'\\n'), string_to_array(%s, ' ')::bigint[], string_to_array(%s, ' ')::bigint[])
            with ordinality as offered (path, size_bytes, mtime_ns, number)
        where exists (
            select from meta.deliveries as known
            where known.source = %s and known.path = offered.path and known.size_bytes = offered.size_bytes
              and known.mtime_ns = offered.mtime_ns and known.reaction <> 'held'
        )
        """,
        # texts, since an inbox can hold all that ever came: psycopg takes three times as long over lists
        (
            "\n".join(path for path, _, _ in offered),
            " ".join(str(size) for _, size, _ in offered),
            " ".join(str(mtime) for _, _, mtime in offered),
            source,
        ),
    )
    return {offered[number - 1] for (number,) in rows.fetchall()}


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


def add_deliveries(connection: psycopg.Connection, source: str, run_id: str, deliveries: Sequence[Delivery]) -> None:
    """Note what was offered."""
    if not deliveries:
        return
    connection.execute(
        sql.SQL("""
        insert into meta.deliveries (run_id, source, path, size_bytes, mtime_ns, reaction, file_id, code)
        select %s, %s, path, size_bytes, mtime_ns, reaction, file_id, code
        from unnest({})
            as offered (path, size_bytes, mtime_ns, reaction, file_id, code)
        """).format(texts_as("text", "bigint", "bigint", "text", "bigint", "text")),
        (run_id, source, *as_texts(deliveries)),
    )


def add_outcomes(connection: psycopg.Connection, source: str, run_id: str, outcomes: Sequence[Outcome]) -> None:
    """Store decisions in the order given."""
    if not outcomes:
        return
    connection.execute(
        """
        insert into meta.outcomes (run_id, source, step, file_id, file_name, reaction, code, place, message)
        select %s, %s, step, file_id, file_name, reaction, code, place, message
        from unnest(%s::text[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
            with ordinality as told (step, file_id, file_name, reaction, code, place, message, number)
        order by number
        """,
        (
            run_id,
            source,
            *columns([(o.step, o.file_id, o.file_name, o.reaction, o.code, o.place, o.message) for o in outcomes], 7),
        ),
    )


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


def columns(rows: Sequence[tuple[object, ...]], width: int) -> tuple[list[object], ...]:
    """Rows turned into one list per column, as unnest() takes them."""
    return tuple(list(column) for column in zip(*rows, strict=True)) if rows else tuple([] for _ in range(width))


def spaced(numbers: Iterable[int]) -> str:
    """Numbers as one text: psycopg takes three times as long over a list."""
    return " ".join(map(str, numbers))


def texts_as(*types: LiteralString) -> sql.Composed:
    """The arguments of unnest() for the columns of `as_texts`."""
    return sql.SQL(", ").join(sql.SQL("string_to_array(%s, E'\\n', E'\\t')::" + name + "[]") for name in types)


def as_texts(rows: Sequence[tuple[object, ...]]) -> tuple[str, ...]:
    """Rows (one at least) turned into one text per column, for the same reason as `spaced`.

    No value is empty or holds a line break or a tab: names are fit to be shown. A tab stands for None.
    """
    return tuple(
        "\n".join(["\t" if value is None else str(value) for value in column]) for column in zip(*rows, strict=True)
    )
