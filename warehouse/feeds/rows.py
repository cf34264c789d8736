"""The rows of a feed: figures of frozen editions, or figures of the published load made coarse one by one.

Reads   uitgave.uitgave_cijfers; indicator.indicator_waarden, as indicator_publisher
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import psycopg
from psycopg import sql
from psycopg.rows import tuple_row

from warehouse.edition.lines import DIMENSIONS
from warehouse.edition.shelf import Figure
from warehouse.feeds.alone import shown
from warehouse.feeds.contract import Feed

SUMMED_OVER = ("gemeente_code",)
"""What every figure of a feed is split by, besides the splits of its contract."""


@dataclass(frozen=True)
class Row:
    """One line of a feed. `value` is None where it is hidden; `splits` are in the order of the contract."""

    gemeente_code: str
    indicator_code: str
    start: date
    end: date
    periode_type: str
    splits: tuple[str | None, ...]
    value: Decimal | None
    unit: str
    is_provisional: bool

    @property
    def cells(self) -> tuple[object, ...]:
        """In the order of the columns of a contract."""
        head = (self.gemeente_code, self.indicator_code, self.start, self.end, self.periode_type)
        hidden = str(self.value is None).lower()
        return (*head, *self.splits, self.value, self.unit, hidden, str(self.is_provisional).lower())


def of_edition(feed: Feed, figures: Iterable[Figure], units: dict[str, str]) -> Iterator[Row]:
    """The figures of an edition that the contract asks for, hidden where the edition hides them."""
    for figure in figures:
        period, cells = figure.key.period, dict(zip(DIMENSIONS, figure.key.splits, strict=True))
        others = [name for name, value in cells.items() if value and name not in (*feed.splits, *SUMMED_OVER)]
        is_asked = figure.indicator_code in feed.indicators and period.periode_type in feed.periods
        if not is_asked or others or (feed.months and period.end.month not in feed.months):
            continue
        yield Row(
            str(cells["gemeente_code"]), figure.indicator_code, period.start, period.end, period.periode_type,
            tuple(cells[name] for name in feed.splits), figure.value, units[figure.indicator_code],
            figure.is_provisional,
        )  # fmt: skip


_QUERY = """
select
    gemeente_code, indicator_code, periode_start, periode_eind, periode_type, eenheid, waarde, teller, noemer, {splits}
from indicator.indicator_waarden
where
    indicator_code = any(%(indicators)s)
    and periode_type = any(%(periods)s)
    and gemeente_code = %(gemeente)s
    and num_nulls({splits}) = 0
    and num_nonnulls({others}) = 0
    and periode_eind <= %(until)s
    and not is_voorlopig
"""


def of_load(connection: psycopg.Connection, feed: Feed, *, gemeente: str, until: date, threshold: int) -> Iterator[Row]:
    """Final figures of the published load, each by itself: split by all of the contract, so that none is a total."""
    names = (*DIMENSIONS, "product_code")
    query = sql.SQL(_QUERY).format(
        splits=_columns(feed.splits),
        others=_columns([name for name in names if name not in (*feed.splits, *SUMMED_OVER)]),
    )
    asked = {"indicators": list(feed.indicators), "periods": list(feed.periods), "gemeente": gemeente, "until": until}
    with connection.cursor(row_factory=tuple_row) as cursor:
        for place, code, start, end, kind, unit, value, teller, noemer, *splits in cursor.execute(query, asked):
            coarse = shown(value, teller, noemer, unit, threshold)
            yield Row(place, code, start, end, kind, tuple(splits), coarse, unit, is_provisional=False)


def in_order(rows: Iterable[Row]) -> list[Row]:
    """By gemeente, indicator, period and splits, so that a feed written twice is the same bytes."""
    return sorted(rows, key=lambda row: tuple(str(cell) for cell in row.cells[: 5 + len(row.splits)]))


def _columns(names: Iterable[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, names))
