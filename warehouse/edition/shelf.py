"""The editions that went out: what each showed and what it hid. Only ever added to.

Reads   uitgave.uitgaven, uitgave.uitgave_cijfers
Writes  the same, as indicator_publisher, in the transaction of the caller
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import psycopg
from psycopg import sql
from psycopg.rows import class_row, tuple_row

from warehouse.edition.lines import DIMENSIONS, Key, Period
from warehouse.edition.protect import Earlier


@dataclass(frozen=True)
class Edition:
    """One row of uitgave.uitgaven."""

    uitgave_code: str
    gemeente_code: str
    load_id: int
    content_hash: str
    gegevens_tot_en_met: date | None
    drempel: int
    gemaakt_op: datetime


@dataclass(frozen=True)
class Figure:
    """One figure of an edition; `value` is None where it is hidden."""

    indicator_code: str
    key: Key
    value: Decimal | None
    is_provisional: bool


_COLUMNS = ("indicator_code", "periode_type", "periode_start", "periode_eind", *DIMENSIONS)


def editions(connection: psycopg.Connection, gemeente: str = "") -> list[Edition]:
    """The editions of a gemeente, or of all, in the order in which they were made."""
    with connection.cursor(row_factory=class_row(Edition)) as cursor:
        return cursor.execute(
            "select * from uitgave.uitgaven where %(gemeente)s in ('', gemeente_code)"
            " order by gemaakt_op, uitgave_code",
            {"gemeente": gemeente},
        ).fetchall()


def figures(connection: psycopg.Connection, gemeente: str, uitgave_code: str) -> list[Figure]:
    """Every figure of one edition, in no order."""
    query = sql.SQL(
        "select {}, waarde, is_voorlopig from uitgave.uitgave_cijfers where gemeente_code = %s and uitgave_code = %s"
    ).format(_names())
    with connection.cursor(row_factory=tuple_row) as cursor:
        return [
            Figure(code, Key(Period(kind, start, end), tuple(splits)), value, is_provisional)
            for code, kind, start, end, *splits, value, is_provisional in cursor.execute(
                query, (gemeente, uitgave_code)
            )
        ]


def earlier(connection: psycopg.Connection, gemeente: str) -> Mapping[str, Earlier]:
    """indicator code -> what all editions of a gemeente hid, and what the last that showed a cell said."""
    hidden: defaultdict[str, set[Key]] = defaultdict(set)
    shown: defaultdict[str, dict[Key, Decimal]] = defaultdict(dict)
    for edition in editions(connection, gemeente):
        for figure in figures(connection, gemeente, edition.uitgave_code):
            if figure.value is None:
                hidden[figure.indicator_code].add(figure.key)
            else:
                shown[figure.indicator_code][figure.key] = figure.value
    return {code: Earlier(frozenset(hidden[code]), shown[code]) for code in {*hidden, *shown}}


def put(connection: psycopg.Connection, edition: Edition, content: Iterable[Figure]) -> None:
    """Add an edition with its figures. Raises psycopg.errors.UniqueViolation when it exists."""
    connection.execute(
        "insert into uitgave.uitgaven (uitgave_code, gemeente_code, load_id, content_hash, gegevens_tot_en_met,"
        " drempel, gemaakt_op) values (%s, %s, %s, %s, %s, %s, %s)",
        (
            edition.uitgave_code,
            edition.gemeente_code,
            edition.load_id,
            edition.content_hash,
            edition.gegevens_tot_en_met,
            edition.drempel,
            edition.gemaakt_op,
        ),
    )
    copy = sql.SQL("copy uitgave.uitgave_cijfers (uitgave_code, {}, waarde, is_onderdrukt, is_voorlopig) from stdin")
    with connection.cursor() as cursor, cursor.copy(copy.format(_names())) as rows:
        for figure in content:
            rows.write_row(
                (
                    edition.uitgave_code,
                    figure.indicator_code,
                    *figure.key.period,
                    *figure.key.splits,
                    figure.value,
                    figure.value is None,
                    figure.is_provisional,
                )
            )


def _names() -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(name) for name in _COLUMNS)
