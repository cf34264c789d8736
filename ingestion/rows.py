"""Rows of the ledger on their way to the database, a whole batch at once.

psycopg takes three times as long over a list as over one text, and longer still over a row at a time.
"""

from collections.abc import Iterable, Sequence
from typing import LiteralString

import psycopg
from psycopg import sql

NULL, BETWEEN, LAST = "\x1d", "\x1f", "\x1e"
"""Signs that stand for a null, the end of a value and the end of a row while backslash, tab and line break are made
safe; none of them is printable, so none is in a name or a message."""

SAFE = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", NULL: "\\N", BETWEEN: "\t", LAST: "\n"}
"""As COPY reads a text; the backslash comes first."""


def columns(rows: Sequence[tuple[object, ...]], width: int) -> tuple[list[object], ...]:
    """Rows turned into one list per column, as unnest() takes them."""
    return tuple(list(column) for column in zip(*rows, strict=True)) if rows else tuple([] for _ in range(width))


def spaced(numbers: Iterable[int]) -> str:
    """Numbers as one text."""
    return " ".join(map(str, numbers))


def texts_as(*types: LiteralString) -> sql.Composed:
    """The arguments of unnest() for the columns of `as_texts`."""
    return sql.SQL(", ").join(sql.SQL("string_to_array(%s, E'\\n', E'\\t')::" + name + "[]") for name in types)


def as_texts(rows: Sequence[tuple[object, ...]]) -> tuple[str, ...]:
    """Rows (one at least) turned into one text per column.

    No value is empty or holds a line break or a tab: names are fit to be shown. A tab stands for None.
    """
    return tuple(
        "\n".join(["\t" if value is None else str(value) for value in column]) for column in zip(*rows, strict=True)
    )


def copy_rows(
    connection: psycopg.Connection, schema: str, table: str, names: Sequence[str], rows: Iterable[Sequence[str | None]]
) -> None:
    """Add rows of texts to these columns of a table, in the order given; what is in a text does not matter."""
    text = "".join([BETWEEN.join([NULL if value is None else value for value in row]) + LAST for row in rows])
    for sign, written in SAFE.items():
        text = text.replace(sign, written)
    statement = sql.SQL("copy {} ({}) from stdin").format(
        sql.Identifier(schema, table), sql.SQL(", ").join(map(sql.Identifier, names))
    )
    with connection.cursor().copy(statement) as copy:
        copy.write(text)
