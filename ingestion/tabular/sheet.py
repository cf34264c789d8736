"""The grid that a CSV or an XLSX delivery is read into, and where in it something is wrong."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ingestion.outcomes import Fault
from ingestion.tabular.values import Form

ROWS_ALLOWED, COLUMNS_ALLOWED = 100_000, 100
"""Limits of one sheet; a register or a waiting list is far smaller."""

Row = tuple[int, list[object]]
"""The physical number of a row or line, from 1, and its cells."""


@dataclass(frozen=True)
class CellFault:
    """One thing that is wrong in a grid. `row` and `column` count from 1 and are None where the whole is meant.

    `fields` fills the text of the code and never holds the value of a cell.
    """

    code: str
    row: int | None = None
    column: int | None = None
    header: str = ""
    fields: dict[str, object] = field(default_factory=dict)

    def fault(self, form: Form) -> Fault:
        """The same, with its place in words, as the intake stores it."""
        return Fault(self.code, place_of(self, form), self.fields)


class Refused(Exception):
    """Reading stopped: the whole delivery is refused for these faults."""

    def __init__(self, *faults: CellFault) -> None:
        super().__init__(", ".join(fault.code for fault in faults))
        self.faults = faults


@dataclass
class Sheet:
    """A delivery as rows of cells. `rows` gives (physical row number, cells) of every row that is not blank.

    `remarks` are faults about the whole, complete once the rows are taken; `cell_faults` those of a row, by its number.
    """

    form: Form
    rows: Iterable[Row]
    name: str = ""
    contract_mark: str = ""
    remarks: list[CellFault] = field(default_factory=list)
    cell_faults: dict[int, list[CellFault]] = field(default_factory=dict)
    counts_from_1904: bool = False

    def mark(self, fault: CellFault) -> None:
        """Note a fault of one cell, found before the contract is known."""
        self.cell_faults.setdefault(fault.row or 0, []).append(fault)


def place_of(fault: CellFault, form: Form) -> str:
    """Where it is, as the sender finds it: cel C12 (peildatum) in a workbook, regel 12, kolom C in a CSV file."""
    header = f" ({fault.header})" if fault.header else ""
    if fault.row is None:
        return f"kolom {letter_of(fault.column)}{header}" if fault.column else header.strip(" ()")
    if fault.column is None:
        return f"regel {fault.row}"
    if form == "xlsx":
        return f"cel {letter_of(fault.column)}{fault.row}{header}"
    return f"regel {fault.row}, kolom {letter_of(fault.column)}{header}"


def letter_of(column: int) -> str:
    """The letter of a column as a spreadsheet shows it: 1 is A, 27 is AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
