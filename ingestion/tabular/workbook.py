"""Read an XLSX delivery: the guard first, then calamine, then the one visible sheet with the data."""

import io

from python_calamine import CalamineError, CalamineWorkbook

from ingestion.tabular.sheet import CellFault, Refused, Sheet
from ingestion.tabular.values import is_empty


def read_workbook(data: bytes) -> Sheet:
    """The grid of a workbook. Raises Refused."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheet = book.get_sheet_by_index(0)
        cells: list[list[object]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    except CalamineError:
        raise Refused(CellFault("E007", fields={"reden": "niet te openen"})) from None
    rows = ((number, row) for number, row in enumerate(cells, 1) if not all(is_empty(cell) for cell in row))
    return Sheet("xlsx", rows, sheet.name)
