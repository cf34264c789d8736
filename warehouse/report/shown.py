"""What the figures of one page may show: read together, since one figure can give away what another hides.

Reads   indicator.indicator_waarden as bi_reader

The pages of a night are for use inside the municipality, so nothing is remembered from night to night; what goes out
is an edition (docs/decisions/editions.md).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import psycopg
from psycopg import sql
from psycopg.rows import dict_row

from warehouse.edition.lines import DIMENSIONS, Key, Period
from warehouse.edition.populations import AGES
from warehouse.edition.protect import protect
from warehouse.report.figures import Figure, Point, periode_label

COUNTED_BY = {
    ("IND009", "jaar"): "IND002",
    ("IND009", "maand"): "IND001",
    ("IND010", "jaar"): "IND002",
}
"""(indicator, kind of period) of an amount or a mean -> the count of persons that decides whether it shows."""

ADDS_UP = {"IND009"}


@dataclass(frozen=True)
class _Row:
    key: Key
    indicator: str
    value: Decimal
    is_provisional: bool
    is_small: bool
    label: str
    subject: str


_QUERY = """
select indicator_code, indicator_naam, periode_type, periode_start, periode_eind, {dimensions}, waarde, is_voorlopig,
    is_onderdrukt
from indicator.indicator_waarden
where
    indicator_code = any(%(codes)s)
    and periode_type = %(periode_type)s
    and product_code is null
    and (leeftijdsgroep is null or leeftijdsgroep = any(%(ages)s))
    and {conditions}
"""


def shown_points(
    connection: psycopg.Connection, figures: Sequence[Figure], threshold: int, *, by: str = ""
) -> dict[str, dict[str, list[Point]]]:
    """subject -> anchor -> the points of that figure, in order; for all subjects at once, as each query reads much.

    A subject is a value of column `by`, each with a page of its own; without it there is one, "". `waarde` is None
    where a small count hides, or what betrays one on the same page; of a mean or a share, where it is of too few.
    """
    rows = {figure.anchor: _read(connection, figure, by) for figure in figures}
    hidden = _hidden({figure.anchor: rows[figure.anchor] for figure in figures if figure.is_count}, threshold)
    found: defaultdict[str, dict[str, list[Point]]] = defaultdict(lambda: {figure.anchor: [] for figure in figures})
    for figure in figures:
        for row in rows[figure.anchor]:
            if row.indicator in figure.indicators:
                is_hidden = row.key in hidden[_counted_by(row)] if figure.is_count else row.is_small
                value = None if is_hidden else row.value
                period = periode_label(row.key.period.periode_type, row.key.period.start)
                found[row.subject][figure.anchor].append(Point(period, row.label, value, row.is_provisional))
    for points in found.values():
        for listed in points.values():
            listed.sort(key=lambda point: (point.periode, point.reeks))
    return found


def _hidden(rows: Mapping[str, Sequence[_Row]], threshold: int) -> dict[str, frozenset[Key]]:
    """count indicator -> the cells of it that may not show, over all figures of the page."""
    values: defaultdict[str, dict[Key, Decimal]] = defaultdict(dict)
    shown: defaultdict[str, set[Key]] = defaultdict(set)
    for found in rows.values():
        for row in found:
            values[row.indicator][row.key] = row.value
            shown[_counted_by(row)].add(row.key)
    hidden = {}
    for code, keys in shown.items():
        counts = {key: values[code][key] for key in keys & values[code].keys()}
        amounts = [
            {key: value for key, value in values[amount].items() if key in counts}
            for (amount, _), counted in COUNTED_BY.items()
            if counted == code and amount in ADDS_UP and amount in values
        ]
        protected = protect(counts, amounts, threshold)
        hidden[code] = protected.hidden | (keys - counts.keys())
    return hidden


def _counted_by(row: _Row) -> str:
    return COUNTED_BY.get((row.indicator, row.key.period.periode_type), row.indicator)


def _read(connection: psycopg.Connection, figure: Figure, by: str) -> list[_Row]:
    counts = {COUNTED_BY.get((code, figure.periode_type), code) for code in figure.indicators}
    split = {by, "" if figure.split == "indicator" else figure.split} - {""}
    conditions = [
        sql.SQL("{} is not null" if name in split else "{} is null").format(sql.Identifier(name)) for name in DIMENSIONS
    ]
    query = sql.SQL(_QUERY).format(
        dimensions=sql.SQL(", ").join(sql.Identifier(name) for name in DIMENSIONS),
        conditions=sql.SQL(" and ").join(conditions),
    )
    about = {
        "codes": sorted({*figure.indicators, *counts}),
        "periode_type": figure.periode_type,
        "ages": list(AGES),
    }
    with connection.cursor(row_factory=dict_row) as cursor:
        rows = cursor.execute(query, about).fetchall()
    return [
        _Row(
            Key(
                Period(row["periode_type"], row["periode_start"], row["periode_eind"]),
                tuple(row[name] for name in DIMENSIONS),
            ),
            row["indicator_code"],
            row["waarde"],
            row["is_voorlopig"],
            row["is_onderdrukt"],
            str(row["indicator_naam"] if figure.split == "indicator" else row[figure.split]).replace("_", " "),
            row[by] if by else "",
        )
        for row in rows
    ]
