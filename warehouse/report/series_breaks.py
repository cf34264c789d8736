"""Breaks in series: what changed on a date, so that figures before and after it cannot simply be compared.

Reads   mart.dim_reeksbreuk as bi_reader
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

import psycopg
from psycopg.rows import class_row

from warehouse.report.figures import Figure, Point, moment_of, years_of

_QUERY = """
select datum, wet, zorgsoort, reden, 0 as number from mart.dim_reeksbreuk order by datum, wet, zorgsoort, reeksbreuk_id
"""


@dataclass(frozen=True)
class Break:
    """One break; None is every wet or zorgsoort. `number` is what the chart calls it, 0 as long as no chart does."""

    datum: date
    wet: str | None
    zorgsoort: str | None
    reden: str
    number: int = 0


def read_breaks(connection: psycopg.Connection) -> list[Break]:
    """Every break, in order of time."""
    with connection.cursor(row_factory=class_row(Break)) as cursor:
        return cursor.execute(_QUERY).fetchall()


def concerning(breaks: Sequence[Break], figure: Figure, points: Collection[Point], zorgsoort: str = "") -> list[Break]:
    """The breaks within the periods of a figure that its series are of, numbered from 1.

    A break in one zorgsoort concerns a figure of that zorgsoort, or one that shows it as a series.
    """
    if not points:
        return []
    series = {point.reeks.replace(" ", "_") for point in points}
    begin = min(years_of(point.periode)[0] for point in points)
    end = max(years_of(point.periode)[1] for point in points)
    cares = {zorgsoort} if zorgsoort else series if figure.split == "zorgsoort" else set()
    found = [
        each
        for each in breaks
        if begin < moment_of(each.datum) < end
        and (figure.split != "wet" or each.wet in (None, *series))
        and (each.zorgsoort is None or each.zorgsoort in cares)
    ]
    return [replace(each, number=number) for number, each in enumerate(found, start=1)]
