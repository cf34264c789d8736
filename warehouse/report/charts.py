"""Charts as static SVG: no script, no call out, readable in print and without colour alone."""

from typing import Any

import altair as alt
import vl_convert

from warehouse.report.figures import Figure, Point

PALETTE = ["#154273", "#c8550a", "#2f7d5b", "#8a4b9e", "#7a6a00", "#00788a", "#a3304e", "#5b5b5b"]
"""Dark enough for text contrast on white; order also holds in grey print."""

WIDTH, HEIGHT = 760, 260

BESIDE_EACH_OTHER = ("wet", "indicator")
"""Splits with so few values that bars of each period stand beside each other; of others, the last period is drawn."""


def svg_of(figure: Figure, points: list[Point]) -> str:
    """The chart of one figure as an SVG element with a text alternative. Empty where there is nothing to draw."""
    if all(point.waarde is None for point in points):
        return ""
    rows: list[dict[str, object]] = [
        {
            "periode": point.periode,
            "reeks": point.reeks,
            # a hidden value stays as null, so that a line breaks there instead of bridging it
            "waarde": None if point.waarde is None else float(point.waarde),
        }
        for point in points
    ]
    chart = _bars(figure, rows) if figure.kind == "bar" else _lines(rows)
    svg = (
        alt.layer(chart)
        .properties(width=WIDTH, height=HEIGHT, padding={"left": 10, "right": 20, "top": 10, "bottom": 5})
        .configure(font="system-ui, 'Segoe UI', Arial, sans-serif", locale=_dutch())
        .configure_view(stroke=None)
        .configure_axis(
            gridColor="#e3e3e3", domainColor="#767676", labelColor="#333", titleColor="#333", labelFontSize=12
        )
        .configure_legend(
            labelFontSize=13,
            title=None,
            orient="top",
            symbolStrokeWidth=3,
            labelLimit=400,
            symbolType="stroke",
            columnPadding=24,
        )
        .to_dict()
    )
    return _render(svg, figure)


def _render(spec: dict[str, object], figure: Figure) -> str:
    svg: str = vl_convert.vegalite_to_svg(spec)
    label = f"{figure.title}: de tabel hieronder geeft dezelfde waarden"
    return svg.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)


def _lines(rows: list[dict[str, object]]) -> Any:
    return (
        alt.Chart(_data(rows))
        .mark_line(strokeWidth=2.5, point=alt.OverlayMarkDef(size=18))
        .encode(x=_periods(rows), y=_values(), color=_colour(symbol="stroke"), strokeDash=alt.StrokeDash("reeks:N"))
    )


def _bars(figure: Figure, rows: list[dict[str, object]]) -> Any:
    chart = alt.Chart(_data(rows)).mark_bar()
    if figure.split not in BESIDE_EACH_OTHER:
        latest = max(str(row["periode"]) for row in rows)
        latest_rows = [row for row in rows if row["periode"] == latest]
        return (
            alt.Chart(_data(latest_rows))
            .mark_bar(color=PALETTE[0])
            .encode(
                y=alt.Y("reeks:N", sort="-x", title=None, axis=alt.Axis(labelLimit=300, minExtent=310)),
                x=alt.X("waarde:Q", title=f"in {latest}", axis=alt.Axis(format=",.0f", tickMinStep=1)),
            )
        )
    return chart.encode(x=_periods(rows), y=_values(), color=_colour(), xOffset=alt.XOffset("reeks:N"))


def _periods(rows: list[dict[str, object]]) -> alt.X:
    labels = sorted({str(row["periode"]) for row in rows})
    step = max(1, -(-len(labels) // 10))
    return alt.X("periode:O", title=None, axis=alt.Axis(values=labels[::step], labelAngle=0))


def _values() -> alt.Y:
    axis = alt.Axis(format=",.0f", tickMinStep=1)
    return alt.Y("waarde:Q", title=None, axis=axis, scale=alt.Scale(zero=True))


def _colour(symbol: str = "square") -> alt.Color:
    return alt.Color("reeks:N", scale=alt.Scale(range=PALETTE), legend=alt.Legend(symbolType=symbol))


def _data(rows: list[dict[str, object]]) -> Any:
    return alt.Data(values=rows)  # type: ignore[no-untyped-call]


def _dutch() -> alt.Locale:
    return alt.Locale(
        number=alt.NumberLocale(decimal=",", thousands=".", grouping=[3], currency=["€ ", ""]),
    )
