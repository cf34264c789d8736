"""Hand a refused delivery back: the sender's own workbook with the faulty cells coloured, and a list in front.

Reads   a delivery and the faults found in it
Gives   the bytes of an XLSX file; a CSV file comes back as a workbook of texts
"""

import io

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ingestion.outcomes import Fault, outcomes_for, reaction_to
from ingestion.tabular.cells import set_text
from ingestion.tabular.delimited import read_delimited
from ingestion.tabular.open import form_of
from ingestion.tabular.sheet import CellFault, Refused, letter_of, place_of
from ingestion.tabular.values import Form
from ingestion.tabular.workbook import data_sheet

SUMMARY = "Fouten"
COMMENTS_KEPT, LISTED = 1_000, 2_000
CELLS_MARKED = 500_000
"""Beyond this openpyxl would take too much memory: only the list is given."""
AUTHOR, FONT = "Datawarehouse", "Calibri"
WRONG, REMARK = PatternFill("solid", fgColor="FFC7CE"), PatternFill("solid", fgColor="FFEB9C")
HEADINGS = ("Nr", "Code", "Plaats", "Wat er mis is, wat wordt verwacht en wat u kunt doen")
WIDTHS = (6, 8, 34, 110)
LINE_HEIGHT = 16


def marked_copy(data: bytes, faults: tuple[CellFault, ...]) -> bytes | None:
    """The delivery as a workbook with each fault marked in its cell; None where the file is not safe to open again."""
    if not faults:
        return None
    form = form_of(data)
    try:
        book, sheet = _opened(data, form)
    except Refused:
        return None
    if sheet is not None:
        _mark(sheet, faults)
    _summarise(book, sheet, faults, form)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def words_of(fault: CellFault) -> str:
    """The Dutch text of a fault, without file and place."""
    told = next(iter(outcomes_for([Fault(fault.code, "", fault.fields)], file_name="", step="validate")))
    return told.message.removeprefix(f"[{fault.code}] : ")


def _opened(data: bytes, form: Form) -> tuple[Workbook, Worksheet | None]:
    """The workbook to mark. Raises Refused where the guard does: openpyxl opens nothing that it did not pass."""
    if form == "xlsx":
        name, cells = data_sheet(data)
        if cells > CELLS_MARKED:
            return Workbook(), None
        book = load_workbook(io.BytesIO(data))
        return book, book[name]
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - a new workbook has one sheet
    sheet.title = "Gegevens"
    try:
        for number, cells_of_row in read_delimited(data).rows:
            for column, cell in enumerate(cells_of_row, 1):
                set_text(sheet.cell(number, column), str(cell))
    except Refused:
        # an unclosed quote ends the rows; what was read before it still helps the sender
        pass
    return book, sheet


def _mark(sheet: Worksheet, faults: tuple[CellFault, ...]) -> None:
    told: dict[tuple[int, int], list[CellFault]] = {}
    for fault in faults:
        if fault.row is not None:
            told.setdefault((fault.row, fault.column or 1), []).append(fault)
    for count, ((row, column), found) in enumerate(told.items()):
        cell = sheet.cell(row, column)
        is_wrong = any(reaction_to(fault.code) in {"refuse", "hold"} for fault in found)
        if isinstance(cell, Cell):
            cell.fill = WRONG if is_wrong else REMARK
        if count < COMMENTS_KEPT:
            text = "\n".join(dict.fromkeys(f"[{fault.code}] {words_of(fault)}" for fault in found))
            comment = Comment(text, AUTHOR, height=140, width=380)
            sheet.cell(row, column).comment = comment


def _summarise(book: Workbook, sheet: Worksheet | None, faults: tuple[CellFault, ...], form: Form) -> None:
    """A first sheet that lists every fault, with a link to its cell."""
    title = SUMMARY
    while title in book.sheetnames:
        title += "_"
    listed = book.create_sheet(title, 0)
    book.active = 0
    for number, width in enumerate(WIDTHS, 1):
        listed.column_dimensions[letter_of(number)].width = width
    listed.append(
        ["Deze levering is (deels) niet geladen. Verbeter de gekleurde cellen en lever het bestand opnieuw aan."]
    )
    listed["A1"].font = Font(name=FONT, bold=True, size=13)
    listed.append(
        [f"Aantal meldingen: {len(faults)}" + (f", de eerste {LISTED} staan hier" if len(faults) > LISTED else "")]
    )
    listed.append([])
    listed.append(list(HEADINGS))
    for cell in listed[4]:
        cell.font = Font(name=FONT, bold=True)
    in_order = sorted(faults, key=lambda fault: (fault.row or 0, fault.column or 0))
    for number, fault in enumerate(in_order[:LISTED], 1):
        words = words_of(fault)
        listed.append([number, fault.code, place_of(fault, form) or "hele bestand", words])
        row = listed.max_row
        listed.row_dimensions[row].height = LINE_HEIGHT * -(-len(words) // WIDTHS[-1])
        for cell in listed[row]:
            cell.alignment = Alignment(horizontal="left", wrap_text=cell.column == len(WIDTHS), vertical="top")
        if sheet is not None and fault.row is not None:
            link = listed.cell(row, 3)
            place = f"'{sheet.title}'!{letter_of(fault.column or 1)}{fault.row}"
            link.hyperlink = Hyperlink(ref=link.coordinate, location=place)
            link.font = Font(name=FONT, color="0563C1", underline="single")
    listed.freeze_panes = "A5"
    listed.page_setup.orientation, listed.page_setup.fitToHeight = "landscape", 0
    listed.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
