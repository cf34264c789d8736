"""The ledger of loads: one row per build that came to the gate, and the one pointer that decides what readers see.

Reads   meta.loads, meta.published
Writes  meta.loads, meta.published (as publisher, in the transaction of the caller)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import psycopg
from psycopg.rows import class_row

KEPT = ("stored", "published", "retired")
"""A load with one of these statuses has its rows in the store: readers do not yet, do now, or did see it."""


@dataclass(frozen=True)
class Load:
    """One row of meta.loads."""

    load_id: int
    run_id: str
    status: str
    audited_tables: str
    content_hash: str | None
    data_until: date | None
    made_of: str

    @property
    def is_standing(self) -> bool:
        """Nothing was built: readers keep a load that was made of the same."""
        return self.status == "unchanged" and not self.audited_tables


_LOADS = "select load_id, run_id, status, audited_tables, content_hash, data_until, made_of from meta.loads"


def load_of_run(connection: psycopg.Connection, run_id: str) -> Load | None:
    """The newest load that this run brought to the gate."""
    found = _read(connection, f"{_LOADS} where run_id = %s order by load_id desc limit 1", run_id)
    return found[0] if found else None


def kept_loads(connection: psycopg.Connection) -> tuple[Load, ...]:
    """The loads whose rows are still there, newest first."""
    return _read(connection, f"{_LOADS} where status = any(%s) order by load_id desc", list(KEPT))


def published_load(connection: psycopg.Connection) -> int | None:
    """What readers see now; None before the first publish."""
    row = connection.execute("select load_id from meta.published").fetchone()
    return row[0] if row else None


def standing_load(connection: psycopg.Connection, made_of: str) -> int | None:
    """The load that readers see, if a build of the same had its content; None when that is not known."""
    row = connection.execute(
        "select seen.load_id from meta.published as published"
        " inner join meta.loads as seen on published.load_id = seen.load_id"
        " where exists (select from meta.loads as same where same.made_of = %s"
        " and same.content_hash = seen.content_hash and same.status in ('published', 'unchanged'))",
        (made_of,),
    ).fetchone()
    return row[0] if row else None


def record_standing(connection: psycopg.Connection, run_id: str, load_id: int) -> None:
    """Write down that this run built nothing, because `load_id` was made of the same."""
    connection.execute(
        "insert into meta.loads (run_id, status, content_hash, data_until, made_of, decided_at)"
        " select %s, 'unchanged', content_hash, data_until, made_of, now() from meta.loads where load_id = %s",
        (run_id, load_id),
    )


def record_building(connection: psycopg.Connection, run_id: str, made_of: str) -> None:
    """Write down what a build that now begins is made of."""
    connection.execute(
        "insert into meta.loads (run_id, status, made_of) values (%s, 'building', %s)",
        (run_id, made_of),
    )


def refuse(connection: psycopg.Connection, load: Load) -> None:
    """Write down that this load may not go out after all."""
    connection.execute(
        "update meta.loads set status = 'refused', decided_at = now() where load_id = %s", (load.load_id,)
    )


def record_audit(connection: psycopg.Connection, run_id: str, *, is_open: bool, audited_tables: str) -> int:
    """Write down what the gate decided about the build of this run. Gives its load_id."""
    status = "audited" if is_open else "refused"
    load = load_of_run(connection, run_id)
    if load is not None and load.status in ("building", "audited", "refused"):
        connection.execute(
            "update meta.loads set status = %s, audited_tables = %s, decided_at = now() where load_id = %s",
            (status, audited_tables, load.load_id),
        )
        return load.load_id
    row = connection.execute(
        "insert into meta.loads (run_id, status, audited_tables, decided_at) values (%s, %s, %s, now())"
        " returning load_id",
        (run_id, status, audited_tables),
    ).fetchone()
    assert row is not None, "insert returning gives a row"  # noqa: S101
    return int(row[0])


def record_content(
    connection: psycopg.Connection, load_id: int, *, content_hash: str, data_until: date | None, is_new: bool
) -> None:
    """Write down what a load says; `is_new` is false when readers have the same already, so that it is not stored."""
    connection.execute(
        "update meta.loads set content_hash = %s, data_until = %s, status = %s where load_id = %s",
        (content_hash, data_until, "stored" if is_new else "unchanged", load_id),
    )


def point_at(connection: psycopg.Connection, load_id: int) -> None:
    """Let readers see this load from the commit of the caller on; the load they saw is kept as retired."""
    connection.execute(
        "update meta.loads set status = case when load_id = %(id)s then 'published' else 'retired' end,"
        " decided_at = case when load_id = %(id)s then now() else decided_at end"
        " where load_id = %(id)s or status = 'published'",
        {"id": load_id},
    )
    connection.execute("update meta.published set load_id = %s, published_at = clock_timestamp()", (load_id,))


def mark_dropped(connection: psycopg.Connection, load_ids: Sequence[int]) -> None:
    """From here on nobody can be pointed at these loads; their rows may go."""
    connection.execute("update meta.loads set status = 'dropped' where load_id = any(%s)", (list(load_ids),))


def _read(connection: psycopg.Connection, query: str, argument: object) -> tuple[Load, ...]:
    with connection.cursor(row_factory=class_row(Load)) as cursor:
        return tuple(cursor.execute(query.encode(), (argument,)).fetchall())
