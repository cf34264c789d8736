"""Charts: time to scale, breaks and targets where they belong, gaps that stay gaps, and no name that becomes markup."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from warehouse.report import charts
from warehouse.report.figures import CLIENTS, PER_STADSDEEL, STAND, Point, years_of
from warehouse.report.series_breaks import Break, concerning
from warehouse.report.targets import lines_of

SHARE = replace(STAND, is_count=False, is_share=True)


def months(values, name="wmo", year=2024):
    return [
        Point(f"{year}-{month:02}", name, None if value is None else Decimal(value), False)
        for month, value in enumerate(values, start=1)
    ]


def a_break(month=4, wet="wmo", zorgsoort=None):
    return Break(date(2024, month, 1), wet, zorgsoort, "Anders geteld.")


@pytest.mark.parametrize(
    ("label", "begin", "end"),
    [
        ("2024", 2024, 2025),
        ("2024-H2", 2024.5, 2025),
        ("2024-K3", 2024.5, 2024.75),
        ("2024-07", 2024.5, 2024.5 + 1 / 12),
        ("2024-07-31", 2024.5, 2024.5 + 1 / 12),
    ],
)
def test_every_label_of_a_period_says_when_it_was(label, begin, end):
    assert years_of(label) == pytest.approx((begin, end))


def test_a_line_breaks_at_a_hidden_month_and_at_one_that_is_missing():
    points = months([10, 20, None, 40, 50, 60, 70, 80])
    del points[5]
    runs = re.findall(r'points="([^"]+)"', charts.svg_of(STAND, points))

    assert [len(run.split()) for run in runs] == [2, 2, 2]


def test_a_month_on_its_own_is_a_dot():
    assert charts.svg_of(STAND, months([10, None, None])).count("<circle") == 1


def test_a_break_stands_on_its_date_with_its_number():
    points = months([10] * 12)
    (found,) = concerning([a_break(month=7)], STAND, points)
    svg = charts.svg_of(STAND, points, [found])
    (x,) = re.findall(r'class="break" x1="([\d.]+)"', svg)

    assert float(x) == pytest.approx((charts.LEFT + charts.WIDTH - charts.RIGHT) / 2, abs=0.1)
    assert '"break">1</text>' in svg


@pytest.mark.parametrize(
    ("each", "zorgsoort", "count"),
    [
        (a_break(), "", 1),
        (a_break(wet="jeugdwet"), "", 0),
        (a_break(wet=None), "", 1),
        (a_break(month=1), "", 0),
        (a_break(zorgsoort="opvang"), "", 0),
        (a_break(zorgsoort="opvang"), "opvang", 1),
        (a_break(zorgsoort="opvang"), "wmo_begeleiding", 0),
    ],
)
def test_a_break_concerns_the_series_and_periods_that_are_drawn(each, zorgsoort, count):
    assert len(concerning([each], STAND, months([10] * 12), zorgsoort)) == count


def test_a_break_concerns_a_figure_that_shows_its_zorgsoort_as_a_series():
    figure = replace(STAND, split="zorgsoort")
    breaks = [a_break(zorgsoort="wmo_begeleiding"), a_break(zorgsoort="opvang")]

    (found,) = concerning(breaks, figure, months([10] * 12, name="wmo begeleiding"))
    assert (found.zorgsoort, found.number) == ("wmo_begeleiding", 1)


def test_a_target_of_a_share_is_a_line_and_one_in_another_unit_is_not():
    targets = [
        {"soort_cijfer": "norm", "waarde": Decimal(80), "eenheid": "procent"},
        {"soort_cijfer": "doel", "waarde": Decimal(150), "eenheid": "personen"},
    ]
    (line,) = lines_of(SHARE, targets)
    svg = charts.svg_of(SHARE, months(["0.4", "0.5"]), targets=[line])

    assert "norm 80 %" in svg
    assert lines_of(STAND, targets) == []


def test_a_lying_bar_carries_its_value_and_a_hidden_one_says_so():
    points = [Point("2024", "Oud-West", Decimal(1234), False), Point("2024", "Centrum", None, False)]
    svg = charts.svg_of(PER_STADSDEEL, points)

    assert ">1.234</text>" in svg
    assert ">verborgen</text>" in svg
    assert svg.count("<rect") == 1


@pytest.mark.parametrize("figure", [STAND, CLIENTS, PER_STADSDEEL])
def test_a_drawing_is_well_formed_whatever_a_series_is_called(figure):
    svg = charts.svg_of(figure, [Point("2024", '<b>"A" & B</b>', Decimal(-3), True)])

    assert ET.fromstring(svg).attrib["role"] == "img"  # noqa: S314 - our own drawing
    assert "<b>" not in svg


def test_an_axis_of_amounts_counts_in_millions():
    svg = charts.svg_of(
        replace(CLIENTS, unit="euro", is_count=False), [Point("2024", "wmo", Decimal(38_500_000), False)]
    )

    assert ">40 mln</text>" in svg
    assert ">0</text>" in svg
