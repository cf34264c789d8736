"""Open a delivery whatever its form: look at its first bytes, refuse what is no table, read the rest as a grid."""

from itertools import chain, islice

from ingestion.tabular.delimited import read_delimited
from ingestion.tabular.header import HEADER_SEARCHED
from ingestion.tabular.sheet import CellFault, Refused, Row, Sheet
from ingestion.tabular.workbook import read_workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK"
OTHER_FORMS = {
    b"\x1f\x8b": "een gzip-archief",
    b"7z\xbc\xaf": "een 7z-archief",
    b"Rar!": "een rar-archief",
    b"%PDF": "een PDF",
    b"<?xml": "een XML-bestand",
    b"<html": "een webpagina",
    b"{": "een JSON-bestand",
}


def open_sheet(data: bytes) -> tuple[Sheet, list[Row]]:
    """The grid of a delivery and its first rows. Raises Refused."""
    if not data:
        raise Refused(CellFault("F001"))
    sheet = _read(data)
    rows = iter(sheet.rows)
    first = list(islice(rows, HEADER_SEARCHED))
    sheet.rows = chain(first, rows)
    return sheet, first


def _read(data: bytes) -> Sheet:
    if data.startswith(ZIP):
        return read_workbook(data)
    if data.startswith(OLE):
        raise Refused(CellFault("E008"))
    for start, words in OTHER_FORMS.items():
        if data[:10].lstrip().lower().startswith(start.lower()):
            raise Refused(CellFault("C034", fields={"soort": words}))
    return read_delimited(data)
