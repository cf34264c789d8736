"""What a sender gets back: the own file, exactly the faulty cells marked, each with a Dutch sentence."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from ingestion.tabular.handback import REMARK, WRONG, marked_copy
from ingestion.tabular.sample import typed
from ingestion.tabular.source import TabularSource
from tests.ingestion.tabular import hostile
from tests.ingestion.tabular.deliveries import contract, csv_of, examine, rows_of, xlsx_of

CHILDREN = "wachtlijsten/jeugd_ggz_kinderen"
NAME, BSN = "Verzonnen Achternaam", "999990020"


def ten_faults(sheet):
    """Ten faults of ten kinds, each in a cell of its own."""
    sheet["B2"] = 1234567  # an AGB code that lost its zero
    sheet["C13"] = 2  # the number of row 3: the key stands twice
    sheet["D4"] = "999990018"  # a BSN that fails the 11-proef
    sheet["E5"] = 1850  # a birth year outside its bounds
    sheet["H6"] = "geheim"  # no code of the list
    sheet["L7"] = "01-02-2026"  # a date as text
    sheet["M8"] = date(2020, 1, 1)  # a first talk before the application
    sheet["N9"] = NAME  # a name where a number belongs
    sheet["A10"] = None  # a required cell left empty
    sheet["N11"] = "=1+1"  # a formula without outcome


MARKED = {"B2", "A13", "D4", "E5", "H6", "L7", "M8", "N9", "A10", "N11"}
"""A key that stands twice is no fault of one cell: the row is marked at its begin."""


@pytest.fixture
def children():
    rows = rows_of(CHILDREN, 12)
    for number, row in enumerate(rows, 1):
        row |= {"volgnummer": str(number), "aanbieder_agb": "01234567"}
    return rows


def marks_in(data, sheet="Gegevens"):
    cells = [cell for row in load_workbook(io.BytesIO(data))[sheet].iter_rows() for cell in row]
    return {cell.coordinate: cell for cell in cells if cell.fill.fgColor.rgb in {WRONG.fgColor.rgb, REMARK.fgColor.rgb}}


def handed_back(label, data):
    return TabularSource(label.split("/")[0]).marked_copy(data, examine(label, data))


def test_ten_faults_of_ten_kinds_come_back_marked_and_nothing_else(children):
    data = xlsx_of(CHILDREN, children, ten_faults)
    examined = examine(CHILDREN, data)
    assert len({fault.code for fault in examined.faults}) == 10
    marked = marks_in(handed_back(CHILDREN, data))
    assert set(marked) == MARKED
    assert all("Verwacht: " in cell.comment.text and "Doe: " in cell.comment.text for cell in marked.values())


def test_the_list_in_front_names_every_fault_and_leads_to_its_cell(children):
    book = load_workbook(io.BytesIO(handed_back(CHILDREN, xlsx_of(CHILDREN, children, ten_faults))))
    assert book.sheetnames == ["Fouten", "Gegevens"]
    listed = [row for row in book["Fouten"].iter_rows(min_row=5) if row[1].value]
    assert len(listed) == 10
    assert [row[2].hyperlink.location for row in listed][:2] == ["'Gegevens'!B2", "'Gegevens'!D4"]


def test_the_file_loads_once_its_marked_cells_are_mended(children):
    book = load_workbook(io.BytesIO(handed_back(CHILDREN, xlsx_of(CHILDREN, children, ten_faults))))
    book["Gegevens"].title = "Blad1"
    for reference in MARKED | {"C13"}:
        right = children[int(reference[1:]) - 2]
        cell = book["Blad1"][reference]
        name = book["Blad1"].cell(1, cell.column).value
        cell.value = typed(contract(CHILDREN).column(name), right[name])
    out = io.BytesIO()
    book.save(out)
    assert examine(CHILDREN, out.getvalue()).faults == ()


def test_the_other_cells_stay_as_they_were(children):
    data = xlsx_of(CHILDREN, children, ten_faults)
    before, after = (load_workbook(io.BytesIO(book))["Gegevens"] for book in (data, handed_back(CHILDREN, data)))
    assert [[cell.value for cell in row] for row in after] == [[cell.value for cell in row] for row in before]
    assert after["N11"].value == "=1+1"


def test_a_mark_never_repeats_what_a_person_wrote(children):
    book = load_workbook(io.BytesIO(handed_back(CHILDREN, xlsx_of(CHILDREN, children, ten_faults))))
    said = [str(cell.value) for row in book["Fouten"].iter_rows() for cell in row if cell.value]
    said += [cell.comment.text for row in book["Gegevens"].iter_rows() for cell in row if cell.comment]
    assert len(said) > 20
    assert not [text for text in said if NAME in text or BSN in text or "999990018" in text]


def test_a_csv_file_comes_back_as_a_workbook_of_texts():
    rows = rows_of("registers/klachten", 2, ontvangen_op="1-2-26", klacht_nummer="=1+1")
    book = load_workbook(io.BytesIO(handed_back("registers/klachten", csv_of(rows))))
    sheet = book["Gegevens"]
    assert sheet["A2"].value == "=1+1" and sheet["A2"].data_type == "s"
    assert sheet["B2"].fill.fgColor.rgb == WRONG.fgColor.rgb


def test_a_remark_has_another_colour_than_a_fault():
    rows = rows_of("registers/producten", 2, product_naam="=1+1", geldig_van="1-2-26")
    marked = marks_in(handed_back("registers/producten", csv_of(rows)))
    assert {name: cell.fill.fgColor.rgb for name, cell in marked.items()} == {"E2": WRONG.fgColor.rgb}
    rows[0]["geldig_van"] = "2026-01-01"
    data = csv_of(rows)
    marked = marks_in(marked_copy(data, examine("registers/producten", data).marks))
    assert {name: cell.fill.fgColor.rgb for name, cell in marked.items()} == {"G2": REMARK.fgColor.rgb}


def test_remarks_alone_are_no_reason_to_hand_a_file_back():
    assert handed_back("registers/producten", csv_of(rows_of("registers/producten", 2, product_naam="=1+1"))) is None


@pytest.mark.parametrize("make", [hostile.zip_bomb, hostile.doctype, hostile.truncated, hostile.external_link])
def test_a_workbook_that_the_guard_refuses_is_not_opened_again(make):
    assert handed_back("registers/producten", make()) is None


def test_a_good_delivery_has_nothing_to_hand_back():
    assert handed_back("registers/producten", hostile.good()) is None
