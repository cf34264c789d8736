"""One figure as a page shows it: chart, table and CSV, all of the same points.

Writes  <folder>/<anchor>.csv; a file appears whole or not at all
"""

import csv
import io
import os
from decimal import Decimal
from pathlib import Path

from babel.numbers import format_decimal

from warehouse.report import charts
from warehouse.report.figures import Figure, Point


def section_of(folder: Path, figure: Figure, points: list[Point], *, hidden: str) -> dict[str, object]:
    """What the template needs of one figure; `hidden` is what stands where a value may not be shown."""
    series = sorted({point.reeks for point in points})
    periods = sorted({point.periode for point in points}, reverse=True)
    by_cell = {(point.periode, point.reeks): point for point in points}
    write(folder / f"{figure.anchor}.csv", csv_of(points))
    return {
        "figure": figure,
        "svg": charts.svg_of(figure, points),
        "series": series,
        "rows": [(period, [cell_text(by_cell.get((period, name)), hidden) for name in series]) for period in periods],
        "folder": "",
        "has_provisional": any(point.is_voorlopig for point in points),
    }


def cell_text(point: Point | None, hidden: str) -> str:
    """A value as a table shows it: a dash where there is none, a star where it is provisional."""
    if point is None:
        return "–"
    if point.waarde is None:
        return hidden
    return dutch_number(point.waarde) + ("*" if point.is_voorlopig else "")


def dutch_number(value: Decimal | int) -> str:
    """A number as the page writes it: 1.234, no decimals."""
    text: str = format_decimal(round(value), locale="nl_NL")
    return text


def csv_of(points: list[Point]) -> str:
    """The points of one figure, for who wants to go on with them."""
    lines = io.StringIO()
    writer = csv.writer(lines, delimiter=";", lineterminator="\n")
    writer.writerow(["periode", "reeks", "waarde", "is_voorlopig"])
    for point in points:
        writer.writerow(
            [point.periode, point.reeks, "" if point.waarde is None else point.waarde, int(point.is_voorlopig)]
        )
    return lines.getvalue()


def write(path: Path, text: str) -> None:
    """Write a file of the site, making its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(path.suffix + ".part")
    aside.write_text(text, encoding="utf-8")
    os.replace(aside, path)  # noqa: PTH105 - Path.replace is the same call; os.replace states the atomicity
