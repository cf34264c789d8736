"""Deliveries as a test writes them: a CSV text or a workbook, right unless the test says what is wrong."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ingestion.outcomes import outcomes_for, reaction_to
from ingestion.tabular.contract import Contract, find_contract
from ingestion.tabular.sample import sample_rows, typed
from ingestion.tabular.source import Examined, TabularSource
from ingestion.validate import status_after

SHEET = "xl/worksheets/sheet1.xml"

Rows = list[dict[str, object]]


def contract(label: str) -> Contract:
    return find_contract(label)


def rows_of(label: str, count: int = 3, **changes: object) -> Rows:
    """Right rows of a contract, as CSV cells; `changes` overrule a column in the first row."""
    rows: Rows = [dict(row) for row in sample_rows(contract(label), count)]
    rows[0] |= changes
    return rows


def csv_of(rows: Iterable[Mapping[str, object]], delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    """A CSV file with a header."""
    written = list(rows)
    out = io.StringIO()
    writer = csv.DictWriter(out, written[0].keys(), delimiter=delimiter, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(written)
    return out.getvalue().encode(encoding)


def xlsx_of(label: str, rows: Rows, change: Callable[[Worksheet], object] | None = None) -> bytes:
    """A workbook with one sheet; texts become what a workbook stores, other values stay as they are."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Gegevens"
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append([_stored(label, name, cell) for name, cell in row.items()])
    if change:
        change(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _stored(label: str, name: str, cell: object) -> object:
    try:
        return typed(contract(label).column(name), cell) if isinstance(cell, str) else cell
    except (KeyError, ValueError):
        return cell


def repacked(data: bytes, change: Callable[[dict[str, bytes]], object]) -> bytes:
    """The same workbook with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def examine(label: str, data: bytes, name: str | None = None, *, is_production: bool = False) -> Examined:
    """The verdict about a delivery that lies in the folder of its contract."""
    source, folder = label.split("/")
    return TabularSource(source).examine(data, name or f"{folder}/levering", is_production=is_production)


def codes_in(examined: Examined) -> list[str]:
    """The codes of its faults, each once, in order."""
    return list(dict.fromkeys(fault.code for fault in examined.faults))


def assert_verdict(examined: Examined, code: str | None, place: str) -> None:
    """The one code, at its place, with its reaction, in a message that says what to do; None for no remark at all."""
    assert codes_in(examined) == ([code] if code else [])
    if code is None:
        return
    fault = next(fault for fault in examined.faults if fault.code == code)
    assert fault.place.startswith(place)
    expected = {"warn": "valid", "refuse": "refused", "hold": "held"}[reaction_to(code)]
    assert status_after(examined.faults)[0] == expected
    for told in outcomes_for(examined.faults, file_name="levering", step="validate"):
        assert "Verwacht: " in told.message and "Doe: " in told.message
        assert "onbekend." not in told.message and "{" not in told.message
