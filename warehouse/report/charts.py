"""Charts as static SVG: no script, no call out, readable in print and without colour alone.

Pure. Time runs to scale along the bottom, so that a missing period is a gap; a break in a series is a numbered line.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from warehouse.report.figures import Figure, Point, moment_of, years_of
from warehouse.report.numbers import dutch_number
from warehouse.report.series_breaks import Break
from warehouse.report.targets import Target

PALETTE = ("#154273", "#c8550a", "#2f7d5b", "#8a4b9e", "#7a6a00", "#00788a", "#a3304e", "#5b5b5b")
"""Dark enough for text contrast on white; order also holds in grey print."""
DASHES = ("", "7 4", "2 3", "10 3 2 3", "4 2", "1 4", "12 4", "6 2 2 2")
PALE = ' fill-opacity=".6"'

WIDTH, HEIGHT = 760, 280
LEFT, RIGHT, TOP, BOTTOM = 78, 30, 26, 30
MILLION = 1_000_000
ROW, NAMES = 24, 300
"""Height of a lying bar, and the room for its name."""

BESIDE_EACH_OTHER = ("wet", "indicator")
"""Splits with so few values that bars of each period stand beside each other; of others, the last period is drawn."""


def svg_of(
    figure: Figure, points: Sequence[Point], breaks: Sequence[Break] = (), targets: Sequence[Target] = ()
) -> str:
    """The chart of one figure as an SVG element with a text alternative. Empty where there is nothing to draw."""
    if all(point.waarde is None for point in points):
        return ""
    if is_lying(figure):
        return _element(figure, *_lying_bars(figure, points))
    return _element(figure, HEIGHT, _over_time(figure, points, breaks, targets))


def is_lying(figure: Figure) -> bool:
    """Whether the chart shows the last period only, a bar to each series."""
    return figure.kind == "bar" and figure.split not in BESIDE_EACH_OTHER


def legend_of(figure: Figure, series: Sequence[str]) -> list[dict[str, str]]:
    """The colour and the dash of each series, in order; empty where the chart names its bars itself."""
    if is_lying(figure):
        return []
    return [{"name": name, "colour": _colour(place), "dash": _dash(place)} for place, name in enumerate(series)]


def _element(figure: Figure, height: float, parts: Iterator[str]) -> str:
    label = escape(f"{figure.title}: de tabel hieronder geeft dezelfde waarden", quote=True)
    return (
        f'<svg role="img" aria-label="{label}" viewBox="0 0 {WIDTH} {height:g}" width="{WIDTH}" height="{height:g}">'
        f"{''.join(parts)}</svg>"
    )


@dataclass(frozen=True)
class _Plane:
    """Where a moment (in years) and a height (in the unit of the axis) stand in the drawing."""

    begin: float
    end: float
    low: float
    high: float

    def across(self, years: float) -> float:
        return LEFT + (years - self.begin) / (self.end - self.begin) * (WIDTH - LEFT - RIGHT)

    def up(self, value: float) -> float:
        return HEIGHT - BOTTOM - (value - self.low) / ((self.high - self.low) or 1) * (HEIGHT - TOP - BOTTOM)


def _over_time(
    figure: Figure, points: Sequence[Point], breaks: Sequence[Break], targets: Sequence[Target]
) -> Iterator[str]:
    series = sorted({point.reeks for point in points})
    ticks = _ticks([*_values(figure, points), *(target.shown for target in targets)])
    begin = min(years_of(point.periode)[0] for point in points)
    end = max(years_of(point.periode)[1] for point in points)
    plane = _Plane(begin, end, ticks[0], ticks[-1])
    for tick in ticks:
        kind, height = ("axis" if tick == 0 else "grid"), plane.up(tick)
        yield f'<line class="{kind}" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{height:.1f}" y2="{height:.1f}"/>'
        yield _text(LEFT - 8, height + 4, _number(figure, tick, ticks), "end")
    yield from _periods(plane, sorted({point.periode for point in points}))
    for place, name in enumerate(series):
        own = [point for point in points if point.reeks == name]
        if figure.kind == "bar":
            yield from _bars(plane, figure, own, place, of=len(series))
        else:
            yield from _line(plane, figure, own, place)
    for target in targets:
        height = plane.up(target.shown)
        yield f'<line class="target" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{height:.1f}" y2="{height:.1f}"/>'
        yield _text(WIDTH - RIGHT, height - 5, target.label, "end", "target")
    for each in breaks:
        along = plane.across(moment_of(each.datum))
        yield f'<line class="break" x1="{along:.1f}" x2="{along:.1f}" y1="{TOP - 6}" y2="{HEIGHT - BOTTOM}"/>'
        yield _text(along, TOP - 10, str(each.number), "middle", "break")


def _periods(plane: _Plane, labels: Sequence[str]) -> Iterator[str]:
    for label in labels[:: max(1, -(-len(labels) // 9))]:
        yield _text(plane.across(sum(years_of(label)) / 2), HEIGHT - 10, label, "middle")


def _line(plane: _Plane, figure: Figure, own: Sequence[Point], place: int) -> Iterator[str]:
    """The runs of a series: a line breaks where a value is hidden or missing, instead of bridging it."""
    run: list[str] = []
    last_end = None
    for point in sorted(own, key=lambda each: each.periode):
        start, end = years_of(point.periode)
        is_missing = last_end is not None and start - last_end > (end - start) / 2
        if point.waarde is None or (is_missing and figure.periode_type != "peildatum"):
            yield from _stroke(run, place)
            run = []
        if point.waarde is not None:
            height = plane.up(float(point.waarde) * figure.factor)
            run.append(f"{plane.across((start + end) / 2):.1f},{height:.1f}")
        last_end = end
    yield from _stroke(run, place)


def _stroke(run: Sequence[str], place: int) -> Iterator[str]:
    if len(run) == 1:
        along, height = run[0].split(",")
        yield f'<circle cx="{along}" cy="{height}" r="3.5" fill="{_colour(place)}"/>'
    elif run:
        yield (
            f'<polyline points="{" ".join(run)}" fill="none" stroke="{_colour(place)}" stroke-width="2.5"'
            f' stroke-linejoin="round" stroke-dasharray="{_dash(place)}"/>'
        )


def _bars(plane: _Plane, figure: Figure, own: Sequence[Point], place: int, *, of: int) -> Iterator[str]:
    """The bars of one of so many series; a provisional one is paler."""
    for point in own:
        if point.waarde is None:
            continue
        start, stop = (plane.across(years) for years in years_of(point.periode))
        wide = (stop - start) * 0.8 / of
        left = start + (stop - start) * 0.1 + place * wide
        top, foot = sorted((plane.up(0), plane.up(float(point.waarde) * figure.factor)))
        yield (
            f'<rect x="{left:.1f}" y="{top:.1f}" width="{max(wide - 0.5, 0.8):.1f}" height="{foot - top:.1f}"'
            f' fill="{_colour(place)}"{PALE if point.is_voorlopig else ""}/>'
        )


def _lying_bars(figure: Figure, points: Sequence[Point]) -> tuple[float, Iterator[str]]:
    latest = max(point.periode for point in points)
    rows = sorted(
        (point for point in points if point.periode == latest),
        key=lambda point: (-(point.waarde if point.waarde is not None else -1), point.reeks),
    )
    return TOP + ROW * len(rows) + 4, _rows(figure, latest, rows)


def _rows(figure: Figure, latest: str, rows: Sequence[Point]) -> Iterator[str]:
    widest = max([float(point.waarde or 0) for point in rows] or [0]) or 1
    yield _text(NAMES, 14, f"in {latest}", "start", "soft")
    for place, point in enumerate(rows):
        top = TOP + place * ROW
        yield _text(NAMES - 10, top + 15, _short(point.reeks), "end")
        if point.waarde is None:
            yield _text(NAMES, top + 15, "verborgen", "start", "soft")
            continue
        wide = max(float(point.waarde), 0) / widest * (WIDTH - NAMES - 100)
        yield (
            f'<rect x="{NAMES}" y="{top + 2}" width="{wide:.1f}" height="{ROW - 6}" fill="{PALETTE[0]}"'
            f"{PALE if point.is_voorlopig else ''}/>"
            + _text(NAMES + wide + 6, top + 15, value_text(figure, point), "start")
        )


def value_text(figure: Figure, point: Point) -> str:
    """A value as a person reads it: a share in percent, one decimal where values are small measures."""
    if point.waarde is None:
        return ""
    value = point.waarde * figure.factor
    decimals = 1 if not figure.is_count and abs(value) < 100 else 0
    return dutch_number(value, decimals) + (" %" if figure.is_share else "")


def _values(figure: Figure, points: Sequence[Point]) -> list[float]:
    return [float(point.waarde) * figure.factor for point in points if point.waarde is not None]


def _ticks(values: Sequence[float]) -> list[float]:
    """Round heights from at most zero to at least the highest value, about five of them."""
    low, high = min(0.0, *values), max(0.0, *values)
    rough = (high - low) / 4 or 1
    size = 10 ** math.floor(math.log10(rough))
    step = next(factor * size for factor in (1, 2, 2.5, 5, 10) if factor * size >= rough)
    first = math.floor(low / step)
    return [round(number * step, 9) for number in range(first, math.ceil(high / step) + 1)]


def _number(figure: Figure, value: float, ticks: Sequence[float]) -> str:
    """A height of the axis: in millions where its highest is one, else with a decimal where one of them has it."""
    unit, divisor = (" mln", MILLION) if max(map(abs, ticks)) >= MILLION else (" %" if figure.is_share else "", 1)
    has_decimals = any(tick / divisor != round(tick / divisor) for tick in ticks)
    return dutch_number(value / divisor, 1 if has_decimals else 0) + (unit if value else "")


def _text(x: float, y: float, text: str, anchor: str, kind: str = "") -> str:
    classed = f' class="{kind}"' if kind else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{classed}>{escape(text)}</text>'


def _short(name: str) -> str:
    name = name[:1].upper() + name[1:]
    return name if len(name) <= 36 else name[:34].rstrip() + "…"


def _colour(place: int) -> str:
    return PALETTE[place % len(PALETTE)]


def _dash(place: int) -> str:
    return DASHES[place % len(DASHES)]
