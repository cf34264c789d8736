"""One figure as a page shows it: chart, table and CSV of the same points, with what stands beside it.

Writes  <folder>/<anchor>.csv; a file appears whole or not at all
"""

import csv
import io
import os
from collections.abc import Sequence
from pathlib import Path

from warehouse.report import charts
from warehouse.report.beside import Beside
from warehouse.report.figures import Figure, Point
from warehouse.report.series_breaks import concerning
from warehouse.report.targets import lines_of

HIDDEN = "verborgen"


def section_of(
    folder: Path, figure: Figure, points: Sequence[Point], beside: Beside, *, zorgsoort: str = ""
) -> dict[str, object]:
    """What the template needs of one figure; `zorgsoort` is what the page is about, if it is about one."""
    series = sorted({point.reeks for point in points})
    periods = sorted({point.periode for point in points}, reverse=True)
    by_cell = {(point.periode, point.reeks): point for point in points}
    breaks = concerning(beside.breaks, figure, points, zorgsoort)
    targets = [target for code in figure.indicators for target in beside.targets.get(code, [])]
    write(folder / f"{figure.anchor}.csv", csv_of(points))
    return {
        "figure": figure,
        "svg": charts.svg_of(figure, points, [] if charts.is_lying(figure) else breaks, lines_of(figure, targets)),
        "is_lying": charts.is_lying(figure),
        "legend": charts.legend_of(figure, series),
        "series": series,
        "rows": [(period, [cell_text(figure, by_cell.get((period, name))) for name in series]) for period in periods],
        "folder": "",
        "has_provisional": any(point.is_voorlopig for point in points),
        "breaks": breaks,
        "targets": targets,
        "definitions": [(code, beside.definitions[code]) for code in figure.indicators if code in beside.definitions],
        "until": beside.until.get(figure.bron),
    }


def cell_text(figure: Figure, point: Point | None) -> str:
    """A value as a table shows it: a dash where there is none, a star where it is provisional."""
    if point is None:
        return "–"
    if point.waarde is None:
        return HIDDEN
    return charts.value_text(figure, point) + ("*" if point.is_voorlopig else "")


def csv_of(points: Sequence[Point]) -> str:
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
