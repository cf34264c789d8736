"""A table that one query gives, for what is no indicator: who delivered when, an interval, a milestone.

Reads   what its query reads, as bi_reader or, of schema meta (counts and states, no persons), as publisher
Writes  <folder>/<anchor>.csv
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import psycopg
from psycopg.rows import tuple_row

from warehouse.report.numbers import dutch_number
from warehouse.report.sections import HIDDEN, write


@dataclass(frozen=True)
class Column:
    """A heading, and how the value below it is written: text, long (a sentence), date, number, percent,
    euro, measure or persons.

    `persons` hides small numbers, here and in the CSV; a measure keeps its decimals.
    """

    heading: str
    kind: str = "text"

    @property
    def is_number(self) -> bool:
        return self.kind in ("number", "percent", "euro", "measure", "persons")

    @property
    def style(self) -> str:
        """The class of a cell."""
        return "n" if self.is_number else self.kind


@dataclass(frozen=True)
class Listing:
    """One table: `query` gives its columns in order; `empty` is said where it gives no row.

    `source` names what the query reads. `role` is who may read that.
    """

    anchor: str
    title: str
    question: str
    source: str
    query: str
    columns: tuple[Column, ...]
    empty: str
    note: str = ""
    role: str = "bi_reader"


def table_of(connection: psycopg.Connection, folder: Path, listing: Listing, threshold: int) -> dict[str, object]:
    """What the template needs of one table; writes its CSV."""
    with connection.cursor(row_factory=tuple_row) as cursor:
        rows = cursor.execute(listing.query.encode()).fetchall()
    write(folder / f"{listing.anchor}.csv", csv_of(listing, rows, threshold))
    return {
        "listing": listing,
        "folder": f"{folder.name}/",
        "rows": [
            [cell_of(column, value, threshold) for column, value in zip(listing.columns, row, strict=True)]
            for row in rows
        ],
    }


def cell_of(column: Column, value: object, threshold: int) -> str:
    """A value as a person reads it; a dash where there is none."""
    if value is None or value == "":
        return "–"
    if is_hidden(column, value, threshold):
        return HIDDEN
    if isinstance(value, (Decimal, float, int)) and column.is_number:
        return _number(column, value)
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else str(value)


def _number(column: Column, value: Decimal | float) -> str:
    if column.kind == "percent":
        return f"{dutch_number(value * 100, 1)} %"
    if column.kind == "measure":
        return dutch_number(value, 2)
    decimals = 0 if value == round(value) or column.kind == "euro" else 1
    return ("€ " if column.kind == "euro" else "") + dutch_number(value, decimals)


def is_hidden(column: Column, value: object, threshold: int) -> bool:
    """Whether it is a number of persons that is too small to show."""
    return column.kind == "persons" and isinstance(value, (int, Decimal)) and 0 < value < threshold


def csv_of(listing: Listing, rows: Sequence[tuple[object, ...]], threshold: int) -> str:
    """The rows as the query gives them, an empty cell where a number is hidden."""
    lines = io.StringIO()
    writer = csv.writer(lines, delimiter=";", lineterminator="\n")
    writer.writerow([column.heading for column in listing.columns])
    for row in rows:
        cells = zip(listing.columns, row, strict=True)
        writer.writerow(["" if is_hidden(column, value, threshold) else value for column, value in cells])
    return lines.getvalue()
