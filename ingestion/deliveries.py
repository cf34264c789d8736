"""What was offered, and when: every statement of the intake on meta.deliveries.

A delivery is known again by path, size and time of change, so that what lies there still is not read again.
"""

from collections.abc import Sequence
from typing import NamedTuple

import psycopg

from ingestion.rows import copy_rows, spaced


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
        (
            "\n".join(path for path, _, _ in offered),
            spaced(size for _, size, _ in offered),
            spaced(mtime for _, _, mtime in offered),
            source,
        ),
    )
    return {offered[number - 1] for (number,) in rows.fetchall()}


def add_deliveries(connection: psycopg.Connection, source: str, run_id: str, deliveries: Sequence[Delivery]) -> None:
    """Note what was offered."""
    if deliveries:
        names = ("run_id", "source", *Delivery._fields)
        rows = [
            (run_id, source, path, str(size), str(mtime), reaction, None if file_id is None else str(file_id), code)
            for path, size, mtime, reaction, file_id, code in deliveries
        ]
        copy_rows(connection, "meta", "deliveries", names, rows)
