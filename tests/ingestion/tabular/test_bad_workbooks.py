"""Every bad workbook that is known: the right reaction, code and place, without reading more than it must.

The numbers are those of the list of bad inputs that the product was designed against.
"""

import io
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from tests.ingestion.tabular import hostile
from tests.ingestion.tabular.deliveries import assert_verdict, examine, repacked, rows_of, xlsx_of

PRODUCTEN = "registers/producten"
GGZ = "wachtlijsten/jeugd_ggz"
TOEGANG = "registers/toegang"
NINE_THIRTY = datetime(2026, 1, 1, 9, 30)  # noqa: DTZ001 - a workbook stores no zone


def set_cell(name, value):
    def change(sheet):
        sheet[name] = value

    return change


def changed(change, label=PRODUCTEN, count=3):
    return xlsx_of(label, rows_of(label, count), change)


def cached(data, reference, outcome):
    """Give a formula the outcome that Excel would have saved with it."""
    empty, saved = f'<c r="{reference}"><f>1+1</f><v></v></c>', f'<c r="{reference}"><f>1+1</f><v>{outcome}</v></c>'
    sheet = hostile.SHEET
    return repacked(data, lambda parts: parts.update({sheet: parts[sheet].replace(empty.encode(), saved.encode())}))


def plain_number(sheet):
    sheet["E2"] = 45658
    sheet["E2"].number_format = "General"


def hidden(sheet):
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["G"].hidden = True
    sheet.parent.create_sheet("Oud").sheet_state = "hidden"


def titled(sheet):
    sheet.insert_rows(1, 2)
    sheet["A1"] = "Productcatalogus 2026"


def two_headers(sheet):
    sheet.insert_rows(2)
    for column, cell in enumerate(sheet[1], 1):
        sheet.cell(2, column, cell.value)


def blank_rows(sheet):
    sheet.insert_rows(3, 2)
    for row in range(10, 3_000):
        sheet.cell(row, 1).number_format = "0.00"


def two_sheets():
    book = Workbook()
    for name in ("Blad1", "Blad2"):
        sheet = book.active if name == "Blad1" else book.create_sheet()
        sheet.title = name
        sheet.append(["gemeente_code", "wet"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def epoch_1904():
    workbook = "xl/workbook.xml"
    old = b"<workbookPr/>"
    return repacked(
        hostile.good(),
        lambda parts: parts.update({workbook: parts[workbook].replace(old, b'<workbookPr date1904="1"/>')}),
    )


CASES = {
    "E-000 a good workbook": (PRODUCTEN, hostile.good, None, ""),
    "E-001 zip bomb": (PRODUCTEN, hostile.zip_bomb, "E001", ""),
    "E-002 one far cell": (PRODUCTEN, hostile.far_cell, "E002", "cel XFD1048576"),
    "E-002 too many rows": (PRODUCTEN, hostile.million_rows, "E002", "cel A100001"),
    "E-003 a text of which every cell gets a copy": (PRODUCTEN, hostile.long_shared_string, "E004", ""),
    "E-004 too much content": (PRODUCTEN, hostile.many_cells, "E004", ""),
    "E-005 rows out of order": (PRODUCTEN, hostile.rows_out_of_order, "E005", "regel 2"),
    "E-006 cut off": (PRODUCTEN, hostile.truncated, "E007", ""),
    "E-006 DOCTYPE in a sheet": (PRODUCTEN, hostile.doctype, "E007", ""),
    "E-007 name that leads elsewhere": (PRODUCTEN, lambda: hostile.with_part("../../etc/x.xml"), "E007", ""),
    "E-007 two parts with one name": (PRODUCTEN, hostile.twice_the_same_name, "E007", ""),
    "E-007 too many parts": (PRODUCTEN, hostile.many_parts, "E007", ""),
    "E-007 size that is a lie": (PRODUCTEN, hostile.lying_size, "E007", ""),
    "E-007 parts that overlap": (PRODUCTEN, hostile.overlapping, "E007", ""),
    "E-008 password": (PRODUCTEN, lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "E008", ""),
    "E-008 encrypted part": (PRODUCTEN, hostile.encrypted, "E008", ""),
    "E-009 macro": (PRODUCTEN, lambda: hostile.with_part("xl/vbaProject.bin"), "E009", ""),
    "E-009 link to another file": (PRODUCTEN, hostile.external_link, "E009", ""),
    "E-009 embedded object": (PRODUCTEN, lambda: hostile.with_part("xl/embeddings/oleObject1.bin"), "E009", ""),
    "E-010 formula with its outcome": (GGZ, lambda: cached(changed(set_cell("H2", "=1+1"), GGZ), "H2", 30), "E010", ""),
    "E-011 formula without outcome": (PRODUCTEN, lambda: changed(set_cell("G2", "=1+1")), "E011", "cel G2"),
    "E-012 error value": (PRODUCTEN, lambda: changed(set_cell("G3", "#N/A")), "E012", "cel G3"),
    "E-013 merged data cells": (PRODUCTEN, lambda: changed(lambda sheet: sheet.merge_cells("G2:G3")), "E013", "cel G2"),
    "E-013 merged header": (PRODUCTEN, lambda: changed(lambda sheet: sheet.merge_cells("A1:B1")), "E013", "cel A1"),
    "E-014 hidden row, column and sheet": (PRODUCTEN, lambda: changed(hidden), "E014", ""),
    "E-015 two sheets with content": (PRODUCTEN, two_sheets, "E015", ""),
    "E-016 gemeente code as a number": (
        PRODUCTEN,
        lambda: changed(set_cell("A2", 268)),
        "E016",
        "cel A2 (gemeente_code)",
    ),
    "E-016 AGB code as a number": (
        GGZ,
        lambda: changed(set_cell("B2", 1234567), GGZ),
        "E016",
        "cel B2 (aanbieder_agb)",
    ),
    "E-016 BSN that lost its zero": (
        TOEGANG,
        lambda: changed(set_cell("C2", 12345678), TOEGANG),
        "E016",
        "cel C2 (bsn)",
    ),
    "E-016 BSN as 1.23E+08": (TOEGANG, lambda: changed(set_cell("C2", "1.23E+08"), TOEGANG), "C024", "cel C2 (bsn)"),
    "E-017 date as a text": (PRODUCTEN, lambda: changed(set_cell("E2", "01-02-2026")), "E017", "cel E2 (geldig_van)"),
    "E-017 date as a number": (PRODUCTEN, lambda: changed(plain_number), "E017", "cel E2 (geldig_van)"),
    "E-017 days from 1904": (PRODUCTEN, epoch_1904, "E017", ""),
    "E-017 29 February 1900": (
        PRODUCTEN,
        lambda: changed(set_cell("E2", date(1900, 2, 28))),
        "E017",
        "cel E2 (geldig_van)",
    ),
    "E-017 date with a time": (PRODUCTEN, lambda: changed(set_cell("E2", NINE_THIRTY)), "E017", "cel E2"),
    "E-018 text that Excel made a date": (
        PRODUCTEN,
        lambda: changed(set_cell("G2", date(2026, 5, 12))),
        "E018",
        "cel G2",
    ),
    "E-019 title above the header": (PRODUCTEN, lambda: changed(titled), "E019", "regel 3"),
    "E-019 two headers": (PRODUCTEN, lambda: changed(two_headers), "E019", "regel 2"),
    "E-019 no header": (PRODUCTEN, lambda: changed(lambda sheet: sheet.delete_rows(1)), "E019", "regel 1"),
    "E-020 blank rows, also formatted ones": (PRODUCTEN, lambda: changed(blank_rows), None, ""),
}


@pytest.mark.parametrize("name", CASES)
def test_a_bad_workbook_gets_its_code_and_place(name):
    label, make, code, place = CASES[name]
    assert_verdict(examine(label, make()), code, place)


def test_every_known_bad_workbook_has_a_case():
    known = {name.split(" ")[0] for name in CASES}
    listed = {f"E-{number:03}" for number in (1, 2, 4, 5, 7, 8, 10, 11, 13, 14, 16, 17, 19, 20)}
    assert sorted(listed - known) == []
