"""Read the cells of a population from the published load.

Reads   indicator.indicator_waarden as indicator_publisher
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import psycopg
from psycopg import sql
from psycopg.rows import tuple_row

from warehouse.edition.lines import DIMENSIONS, Key, Period
from warehouse.edition.populations import AGES, Population

OTHERS = ("product_code",)
"""Columns by which no figure of an edition is split."""


@dataclass(frozen=True)
class Cell:
    """One figure as the load has it."""

    value: Decimal
    is_provisional: bool


_QUERY = """
select indicator_code, periode_type, periode_start, periode_eind, {dimensions}, waarde, is_voorlopig
from indicator.indicator_waarden
where
    indicator_code = any(%(indicators)s)
    and gemeente_code = %(gemeente)s
    and periode_eind <= %(until)s
    and periode_start >= %(since)s
    and (leeftijdsgroep is null or leeftijdsgroep = any(%(ages)s))
    and num_nonnulls({others}) = 0
    and ({wanted})
"""


def read_cells(
    connection: psycopg.Connection, population: Population, *, gemeente: str, since: date, until: date
) -> Mapping[str, Mapping[Key, Cell]]:
    """indicator code -> cells of one gemeente, of periods that lie between these dates (both included)."""
    found: dict[str, dict[Key, Cell]] = {code: {} for code in population.indicators}
    query = sql.SQL(_QUERY).format(
        dimensions=_columns(DIMENSIONS), others=_columns(OTHERS), wanted=sql.SQL(" or ").join(_wanted(population))
    )
    with connection.cursor(row_factory=tuple_row) as cursor:
        rows = cursor.execute(
            query,
            {
                "indicators": list(population.indicators),
                "gemeente": gemeente,
                "since": since,
                "until": until,
                "ages": list(AGES),
            },
        )
        for code, periode_type, start, end, *splits, value, is_provisional in rows:
            key = Key(Period(periode_type, start, end), tuple(splits))
            found[code][key] = Cell(value, is_provisional)
    return found


def _wanted(population: Population) -> list[sql.Composed]:
    """A condition per kind of period and combination of splits: split by these, and by no other."""
    conditions = []
    for part in population.parts:
        for split in part.splits:
            others = [name for name in DIMENSIONS if name not in split and name != "gemeente_code"]
            conditions.append(
                sql.SQL("(periode_type = {} and num_nulls({}) = 0 and num_nonnulls({}) = 0)").format(
                    sql.Literal(part.periode_type), _columns(("gemeente_code", *split)), _columns(others)
                )
            )
    return conditions


def _columns(names: "tuple[str, ...] | list[str]") -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(name) for name in names)
