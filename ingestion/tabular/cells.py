"""Write a text into a cell of a workbook as a text, whatever it looks like."""

from openpyxl.cell import Cell
from openpyxl.cell.cell import MergedCell

FORMULA_SIGNS = ("=", "+", "-", "@")
LONGEST = 32_767
"""Characters that one cell of Excel can hold."""


def set_text(cell: Cell | MergedCell, text: str) -> None:
    """A text that starts with = must not come back as a formula; signs that a workbook cannot hold are left out."""
    if isinstance(cell, MergedCell) or not text:
        return
    cell.value = "".join(sign for sign in text[:LONGEST] if sign.isprintable() or sign == "\n")
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(FORMULA_SIGNS)
