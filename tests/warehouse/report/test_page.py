"""The page: labels a person reads, small counts that stay hidden, and charts that carry their table's values."""

from datetime import date
from decimal import Decimal

import pytest

from warehouse.report import charts, numbers, refusals, sections
from warehouse.report.figures import FIGURES, STAND, Point, periode_label


@pytest.mark.parametrize(
    ("periode_type", "start", "label"),
    [
        ("maand", date(2024, 7, 1), "2024-07"),
        ("kwartaal", date(2024, 7, 1), "2024-K3"),
        ("halfjaar", date(2024, 7, 1), "2024-H2"),
        ("halfjaar", date(2024, 1, 1), "2024-H1"),
        ("jaar", date(2024, 1, 1), "2024"),
        ("peildatum", date(2024, 6, 30), "2024-06-30"),
    ],
)
def test_a_period_is_written_as_a_person_would(periode_type, start, label):
    assert periode_label(periode_type, start) == label


def test_a_small_count_shows_as_hidden_and_a_missing_one_as_a_dash():
    assert sections.cell_text(STAND, Point("2024-01", "jeugdwet", None, is_voorlopig=False)) == "verborgen"
    assert sections.cell_text(STAND, None) == "–"


def test_a_provisional_value_is_marked():
    assert sections.cell_text(STAND, Point("2024-01", "jeugdwet", Decimal(1234), is_voorlopig=True)) == "1.234*"


def test_numbers_are_dutch():
    assert numbers.dutch_number(Decimal("1234567.4")) == "1.234.567"


@pytest.mark.parametrize("figure", FIGURES, ids=[figure.anchor for figure in FIGURES])
def test_every_figure_draws_with_a_text_alternative(figure):
    points = [
        Point(f"2024-{month:02}", name, Decimal(month * 10), is_voorlopig=False)
        for month in range(1, 13)
        for name in ("jeugdwet", "wmo")
    ]
    svg = charts.svg_of(figure, points)
    assert svg.startswith("<svg ")
    assert 'role="img"' in svg
    assert figure.title in svg
    assert "<script" not in svg


def test_a_figure_without_values_draws_nothing():
    assert charts.svg_of(FIGURES[0], []) == ""


def test_hidden_values_are_not_in_the_csv():
    text = sections.csv_of([Point("2024-01", "jeugdwet", None, is_voorlopig=False)])
    assert text.splitlines() == ["periode;reeks;waarde;is_voorlopig", "2024-01;jeugdwet;;0"]


def test_a_reason_is_one_sentence_without_the_particulars_of_a_file():
    assert refusals.reason("X013", None) == "Dit is geen XML-bericht maar …"
    assert refusals.reason("X999", "TR338") == "Regel TR338 is niet gevolgd"


def test_a_sender_is_named_as_far_as_it_is_known():
    assert refusals.sender(None, None) == refusals.UNKNOWN
    assert refusals.sender("12345678", None) == "12345678"
    assert refusals.sender("0268", "Nijmegen") == "Nijmegen (0268)"
