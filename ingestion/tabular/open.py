"""Open a delivery whatever its form: look at its first bytes, refuse what is no table, read the rest as a grid."""

from itertools import chain, islice

from ingestion.guard import is_tar
from ingestion.tabular.delimited import read_delimited
from ingestion.tabular.header import HEADER_SEARCHED
from ingestion.tabular.sheet import CellFault, Refused, Row, Sheet
from ingestion.tabular.values import Form
from ingestion.tabular.workbook import read_workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK"
ARCHIVES = (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")
OTHER_FORMS = {
    b"%pdf": "een PDF",
    b"{\\rtf": "een RTF-document",
    b"<!doctype": "een webpagina",
    b"<?xml": "een XML-bestand",
    b"<html": "een webpagina",
    b"{": "een JSON-bestand",
}


def form_of(data: bytes) -> Form:
    """The form by which places are named: cells of a workbook, or lines of a text."""
    return "xlsx" if data.startswith(ZIP) else "csv"


def open_sheet(data: bytes, *, is_examined: bool = False) -> tuple[Sheet, list[Row]]:
    """The grid of a delivery and its first rows; `is_examined` when the guard passed these bytes. Raises Refused."""
    if not data:
        raise Refused(CellFault("F001"))
    sheet = _read(data, is_examined)
    rows = iter(sheet.rows)
    first = list(islice(rows, HEADER_SEARCHED))
    sheet.rows = chain(first, rows)
    return sheet, first


def _read(data: bytes, is_examined: bool) -> Sheet:
    if data.startswith(ZIP):
        return read_workbook(data, is_examined=is_examined)
    if data.startswith(OLE):
        raise Refused(CellFault("E008"))
    if data.startswith(ARCHIVES) or is_tar(data):
        raise Refused(CellFault("F011", fields={"reden": "het is een archief en geen tabel"}))
    for start, words in OTHER_FORMS.items():
        if data[:20].lstrip().lower().startswith(start):
            raise Refused(CellFault("C034", fields={"soort": words}))
    return read_delimited(data)
