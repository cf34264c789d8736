"""The page of an edition: which frozen figures a section shows, what changed, and that nothing hidden is written."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.warehouse.edition.tables import cell
from warehouse.edition.shelf import Edition, Figure
from warehouse.report import editions, site
from warehouse.report.beside import Beside
from warehouse.report.figures import Point
from warehouse.report.sections import section_of

CARE = cell(2024, gemeente_code="0268", wet="wmo", zorgsoort="wmo_begeleiding")
WET = cell(2024, gemeente_code="0268", wet="wmo")
AREA = cell(2024, gemeente_code="0268", wet="wmo", stadsdeel="Oud-West")


def figure(key, value, code="IND002"):
    return Figure(code, key, None if value is None else Decimal(value), False)


def section(anchor):
    return next(each for each in editions.sections() if each.figure.anchor == anchor)


@pytest.mark.parametrize(
    ("anchor", "points"),
    [
        ("clienten", [Point("2024", "wmo", Decimal(90), False)]),
        ("zorgsoorten_wmo", [Point("2024", "wmo begeleiding", Decimal(40), False)]),
        ("stadsdelen_wmo", [Point("2024", "Oud-West", None, False)]),
        ("zorgsoorten_jeugdwet", []),
        ("instroom", []),
    ],
)
def test_a_section_shows_the_figures_with_its_indicator_wet_and_split(anchor, points):
    figures = [figure(WET, 90), figure(CARE, 40), figure(AREA, None)]
    assert editions.points_of(section(anchor), figures) == points


def test_every_anchor_is_there_once():
    anchors = [each.figure.anchor for each in editions.sections()]
    assert len(anchors) == len(set(anchors)) > 15


def test_what_changed_is_told_cell_by_cell_and_what_is_new_is_no_change():
    before = [figure(WET, 90), figure(CARE, 40), figure(AREA, None)]
    after = [figure(WET, 91), figure(CARE, 40), figure(AREA, 12), figure(cell(2025, wet="wmo"), 80)]

    assert editions.changes(before, after) == [
        editions.Change("IND002", "2024", "wmo", Decimal(90), Decimal(91)),
        editions.Change("IND002", "2024", "wmo, Oud-West", None, Decimal(12)),
    ]


def test_a_hidden_figure_is_an_empty_cell_in_the_csv():
    header, shown, hidden = editions.csv_of([figure(AREA, None), figure(WET, 90)]).splitlines()

    assert header.startswith("indicator_code,periode_type,") and header.endswith("waarde,is_onderdrukt,is_voorlopig")
    assert shown == "IND002,jaar,2024-01-01,2024-12-31,0268,wmo,,,,,,,,90,0,0"
    assert hidden.endswith("Oud-West,,,,1,0")


def test_the_page_says_what_is_hidden_what_changed_and_what_the_municipality_notes(tmp_path):
    shown = section("clienten")
    beside = Beside({"IND002": "Elke persoon telt één keer."})
    html = (
        site._environment()
        .get_template("uitgave.html")
        .render(
            edition=Edition("2024", "0268", 3, "abc", date(2024, 12, 31), 10, date(2025, 2, 1)),
            gemeente="Nijmegen",
            sections=[section_of(tmp_path, shown.figure, [Point("2024", "wmo", None, False)], beside)],
            notes={"IND002": "Verzonnen duiding."},
            mark="abc",
            before=Edition("2023", "0268", 2, "abc", date(2023, 12, 31), 10, date(2024, 2, 1)),
            changes=[editions.Change("IND002", "2023", "wmo", Decimal(90), None)],
            root="",
            shown=1,
            hidden=1,
        )
    )

    assert "Verzonnen duiding." in html
    assert "Elke persoon telt één keer." in html
    assert '<td class="n">verborgen</td>' in html
    assert "1 cijfers verschillen van uitgave 2023" in html
    assert "<script" not in html


def test_a_page_is_drawn_again_only_for_another_note_or_another_edition(tmp_path):
    edition = Edition("2024", "0268", 3, "abc", date(2024, 12, 31), 10, datetime(2025, 2, 1, tzinfo=UTC))
    page, mark = tmp_path / "index.html", editions.mark_of(edition, {})
    assert not editions.is_marked(page, mark)

    html = site._environment().get_template("base.html").render(menu=[], root="", here="", mark=mark)
    page.write_text(html.replace("<title>", f'<meta name="kenmerk" content="{mark}"><title>', 1), encoding="utf-8")

    assert editions.is_marked(page, mark)
    assert not editions.is_marked(page, editions.mark_of(edition, {"IND002": "Later geschreven."}))
    assert not editions.is_marked(page, editions.mark_of(replace(edition, content_hash="abd"), {}))
