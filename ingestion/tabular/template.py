"""The workbook that a sender fills in, made from the contract: explanation, data sheet, example, code lists.

Gives   the bytes of an XLSX file; a hidden defined name says of which contract and version it is
"""

import io
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ingestion.tabular.cells import set_text
from ingestion.tabular.contract import Column, Contract
from ingestion.tabular.sample import example_row, typed
from ingestion.tabular.sheet import ROWS_ALLOWED, letter_of
from ingestion.tabular.wording import allowed_in, kind_of, sentences_of

EXPLANATION, DATA, EXAMPLE, CODES = "Toelichting", "Gegevens", "Voorbeeld", "Codelijsten"
FONT = "Calibri"
HEADER, OPTIONAL = PatternFill("solid", fgColor="1F4E79"), PatternFill("solid", fgColor="5B7FA3")
PLAIN, FINE = Font(name=FONT, size=11), Font(name=FONT, size=10, italic=True, color="595959")
TITLE, SUBTITLE = Font(name=FONT, size=16, bold=True), Font(name=FONT, size=13, bold=True)
WHITE = Font(name=FONT, size=11, bold=True, color="FFFFFF")
LINE_HEIGHT = 16
WRAPPED = Alignment(wrap_text=True, vertical="top")
FORMATS = {
    "integer": "0",
    "decimal": "0.00",
    "amount": "#,##0.00",
    "boolean": "0",
    "date": "yyyy-mm-dd",
    "birth_date": "yyyy-mm-dd",
}
"""Number format of a column; all others are text, so that Excel keeps leading zeros and makes no dates of codes."""
HEADINGS = ("Kolom", "Betekenis", "Soort", "Verplicht", "Toegestaan", "Voorbeeld")
WIDTHS = (28, 52, 36, 11, 42, 26)
HOW_TO_WRITE = (
    "Datums als datum of als 2026-01-31, getallen met een komma. Geen formules, totalen of samengevoegde cellen."
)
MADE = datetime(2026, 1, 1)  # noqa: DTZ001 - a workbook stores no zone; fixed, so that a template says nothing of when
LONGEST_PROMPT, LONGEST_TITLE = 250, 32


def template(contract: Contract) -> bytes:
    """The template of one contract as an XLSX file."""
    book = Workbook()
    book.properties.title, book.properties.creator = contract.title, "Datawarehouse sociaal domein"
    book.properties.created = book.properties.modified = MADE
    first = book.active
    assert isinstance(first, Worksheet)  # noqa: S101 - a new workbook has one sheet
    first.title = EXPLANATION
    _explain(first, contract)
    data = book.create_sheet(DATA)
    _head(data, contract)
    lists = _list_codes(book, contract)
    _guide(data, contract, lists)
    _show_example(book.create_sheet(EXAMPLE, 2), contract)
    mark = f"sdw.{contract.source}.{contract.name}.v{contract.version}"
    book.defined_names[mark] = DefinedName(mark, attr_text=f"'{DATA}'!$A$1", hidden=True)
    for sheet in book.worksheets:
        _fit_on_paper(sheet)
    book.active = 1
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _explain(sheet: Worksheet, contract: Contract) -> None:
    for number, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[letter_of(number)].width = width
    sheet.sheet_view.showGridLines = False
    lines = [
        (contract.title, TITLE),
        (contract.description, PLAIN),
        (f"Versie {contract.version} van het sjabloon voor {contract.label}.", FINE),
        (None, PLAIN),
        ("Zo levert u aan", SUBTITLE),
        (
            f"Vul het blad {DATA} in, een regel per rij. Verander de kop niet. Het blad {EXAMPLE} toont een regel.",
            PLAIN,
        ),
        *((sentence, PLAIN) for sentence in sentences_of(contract)),
        (HOW_TO_WRITE, PLAIN),
        (None, PLAIN),
        ("De kolommen", SUBTITLE),
    ]
    for number, (text, font) in enumerate(lines, 1):
        sheet.cell(number, 1, text).font = font
        if text:
            sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=len(WIDTHS))
            sheet.cell(number, 1).alignment = WRAPPED
            sheet.row_dimensions[number].height = 24 if font is TITLE else _height(text, sum(WIDTHS))
    top = len(lines) + 1
    for number, heading in enumerate(HEADINGS, 1):
        cell = sheet.cell(top, number, heading)
        cell.fill, cell.font = HEADER, WHITE
    sheet.row_dimensions[top].height = LINE_HEIGHT + 4
    for row, column in enumerate(contract.columns, top + 1):
        required = "ja" if column.required else "nee"
        described = (column.name, column.description, kind_of(column), required, allowed_in(column), column.example)
        for number, text in enumerate(described, 1):
            cell = sheet.cell(row, number)
            set_text(cell, text)
            cell.alignment, cell.font = WRAPPED, PLAIN
        sheet.row_dimensions[row].height = max(map(_height, described, WIDTHS))


def _height(text: str, width: int) -> int:
    """Height in points of a row that holds this text in a column of this width, in characters."""
    return LINE_HEIGHT * max(1, -(-len(text) // width))


def _fit_on_paper(sheet: Worksheet) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _head(sheet: Worksheet, contract: Contract) -> None:
    for number, column in enumerate(contract.columns, 1):
        cell = sheet.cell(1, number, column.name)
        cell.fill, cell.font = HEADER if column.required else OPTIONAL, WHITE
        dimension = sheet.column_dimensions[letter_of(number)]
        dimension.width = max(14, len(column.name) + 4)
        dimension.font = PLAIN
        dimension.number_format = FORMATS.get(column.type, "@")
    sheet.freeze_panes = "A2"


def _list_codes(book: Workbook, contract: Contract) -> dict[str, str]:
    """Write the code lists on a sheet of their own; gives the range of each coded column, for its drop-down."""
    coded = [column for column in contract.columns if column.codes]
    if not coded:
        return {}
    sheet = book.create_sheet(CODES)
    ranges: dict[str, str] = {}
    for place, column in enumerate(coded):
        left = 1 + 3 * place
        for number, heading in enumerate((column.name, "betekenis")):
            cell = sheet.cell(1, left + number, heading)
            cell.fill, cell.font = HEADER, WHITE
        for row, (code, label) in enumerate(column.codes.items(), 2):
            set_text(sheet.cell(row, left), code)
            set_text(sheet.cell(row, left + 1), label)
        letter = letter_of(left)
        sheet.column_dimensions[letter].width = 3 + max(map(len, (column.name, *column.codes)))
        sheet.column_dimensions[letter_of(left + 1)].width = 3 + max(map(len, column.codes.values()))
        ranges[column.name] = f"{CODES}!${letter}$2:${letter}${len(column.codes) + 1}"
    sheet.freeze_panes = "A2"
    return ranges


def _guide(sheet: Worksheet, contract: Contract, lists: dict[str, str]) -> None:
    """A drop-down or a check per column, with what it means as you enter the cell."""
    for number, column in enumerate(contract.columns, 1):
        validation = _validation(column, lists.get(column.name, ""))
        validation.promptTitle, validation.prompt = column.name[:LONGEST_TITLE], column.description[:LONGEST_PROMPT]
        validation.errorTitle, validation.error = column.name[:LONGEST_TITLE], f"Verwacht: {_expected(column)}"[:220]
        validation.showInputMessage = validation.showErrorMessage = True
        letter = letter_of(number)
        validation.add(f"{letter}2:{letter}{ROWS_ALLOWED}")
        sheet.add_data_validation(validation)


def _validation(column: Column, codes: str) -> DataValidation:
    if codes:
        return DataValidation(type="list", formula1=codes, allow_blank=True)
    if column.type == "boolean":
        return DataValidation(type="list", formula1='"0,1"', allow_blank=True)
    if column.type in {"date", "birth_date"}:
        return DataValidation(type="date", operator="between", formula1="1", formula2="73415", allow_blank=True)
    if column.type in {"integer", "decimal", "amount"}:
        kind = "whole" if column.type == "integer" else "decimal"
        lowest = -999_999_999_999 if column.minimum is None else column.minimum
        highest = 999_999_999_999 if column.maximum is None else column.maximum
        return DataValidation(
            type=kind, operator="between", formula1=str(lowest), formula2=str(highest), allow_blank=True
        )
    longest = 10_000 if column.type == "free_text" else column.max_length
    return DataValidation(type="textLength", operator="lessThanOrEqual", formula1=str(longest), allow_blank=True)


def _expected(column: Column) -> str:
    return allowed_in(column) or kind_of(column)


def _show_example(sheet: Worksheet, contract: Contract) -> None:
    _head(sheet, contract)
    for number, (name, cell) in enumerate(example_row(contract).items(), 1):
        value = typed(contract.column(name), cell)
        shown = sheet.cell(2, number)
        if isinstance(value, str):
            set_text(shown, value)
        elif isinstance(value, (int, float, date)):
            shown.value = value
        shown.number_format = FORMATS.get(contract.column(name).type, "@")
