"""Of every contract, ten faults of ten kinds in a filled template come back with exactly those cells marked."""

import io
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from ingestion.outcomes import reaction_to
from ingestion.tabular.contract import Column, Contract
from ingestion.tabular.handback import WRONG
from ingestion.tabular.sample import sample_rows, typed
from ingestion.tabular.source import TabularSource
from ingestion.tabular.template import DATA, template
from tests.ingestion.tabular.deliveries import contract
from tests.ingestion.tabular.test_contract import LABELS

ROWS = 13
NUMBERS = {"integer", "decimal", "amount"}
Plant = Callable[[Worksheet, int], str]
"""Plants one fault in a row of the data sheet; gives the cell that must come back marked."""


def columns(agreed: Contract, fits: Callable[[Column], bool]) -> list[int]:
    return [place for place, column in enumerate(agreed.columns, 1) if fits(column)]


def put(place: int, value: object) -> Plant:
    def plant(sheet: Worksheet, row: int) -> str:
        sheet.cell(row, place).value = value
        return sheet.cell(row, place).coordinate

    return plant


def merged(sheet: Worksheet, row: int) -> str:
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=2)
    return f"A{row}"


def too_wide(width: int) -> Plant:
    def plant(sheet: Worksheet, row: int) -> str:
        sheet.cell(row, width + 1).value = "een cel te veel"
        return f"A{row}"

    return plant


def same_key(agreed: Contract) -> Plant:
    def plant(sheet: Worksheet, row: int) -> str:
        for place in columns(agreed, lambda column: column.name in agreed.key):
            sheet.cell(row, place).value = sheet.cell(ROWS + 1, place).value
        return f"A{ROWS + 1}"

    return plant


def wrong_order(first: int, last: int) -> Plant:
    def plant(sheet: Worksheet, row: int) -> str:
        sheet.cell(row, first).value, sheet.cell(row, last).value = date(2026, 5, 2), date(2026, 5, 1)
        return sheet.cell(row, last).coordinate

    return plant


def plants(agreed: Contract) -> Iterator[tuple[str, Plant]]:
    """Every kind of fault that this contract can have, by its code."""
    names = [column.name for column in agreed.columns]
    yield "C016", same_key(agreed)
    for rule in agreed.rules:
        ruled = [name for other in agreed.rules for name in other.columns]
        if rule.kind == "order" and all(ruled.count(name) == 1 for name in rule.columns):
            yield "C031", wrong_order(names.index(rule.columns[0]) + 1, names.index(rule.columns[1]) + 1)
    chosen: tuple[tuple[str, Callable[[Column], bool], Callable[[Column], object]], ...] = (
        ("C030", lambda column: column.required, lambda _: None),
        ("C014", lambda column: bool(column.codes or column.pattern), lambda _: 4 * "dit staat niet in de lijst! "),
        ("E018", lambda column: column.type == "text", lambda _: date(2026, 1, 2)),
        ("E016", lambda column: column.type == "text", lambda _: True),
        ("E017", lambda column: column.type == "date", lambda _: "01-02-2026"),
        ("C012", lambda column: column.type == "date", lambda _: date(2150, 1, 1)),
        ("C010", lambda column: column.type in NUMBERS, lambda _: "veel"),
        ("C019", lambda column: column.minimum is not None, lambda column: (column.minimum or 0) - 1),
        ("C025", lambda column: column.type == "text" and not (column.codes or column.pattern), _too_long),
        ("E011", lambda _: True, lambda _: "=1+1"),
        ("E012", lambda _: True, lambda _: "#DIV/0!"),
    )
    for code, fits, value in chosen:
        for place in columns(agreed, fits)[-1:]:
            yield code, put(place, value(agreed.columns[place - 1]))
    yield "E013", merged
    yield "C007", too_wide(len(agreed.columns))


def _too_long(column: Column) -> str:
    return "x" * (column.max_length + 1)


def filled(agreed: Contract) -> tuple[bytes, set[str], set[str]]:
    """A filled template with ten faults: its bytes, the codes that were planted, the cells that must be marked."""
    book = load_workbook(io.BytesIO(template(agreed)))
    sheet = book[DATA]
    for number, row in enumerate(sample_rows(agreed, ROWS), 2):
        for place, column in enumerate(agreed.columns, 1):
            sheet.cell(number, place).value = typed(column, row[column.name])
    ten = list(dict(reversed(list(plants(agreed)))).items())[-10:]
    marked = {plant(sheet, row) for row, (_, plant) in enumerate(ten, 2)}
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), {code for code, _ in ten}, marked


@pytest.mark.parametrize("label", LABELS)
def test_ten_planted_faults_come_back_with_exactly_those_cells_marked(label):
    data, planted, cells = filled(contract(label))
    assert len(planted) == len(cells) == 10
    source = TabularSource(label.split("/")[0])
    examined = source.examine(data, f"{label.split('/')[1]}/levering.xlsx", is_production=False)
    refused = {fault.code for fault in examined.faults if reaction_to(fault.code) == "refuse"}
    assert refused - {"L007"} == planted
    handed_back = source.marked_copy(data, examined)
    assert handed_back is not None
    rows = load_workbook(io.BytesIO(handed_back))[DATA].iter_rows()
    marked = {cell.coordinate: cell for row in rows for cell in row if cell.fill.fgColor.rgb == WRONG.fgColor.rgb}
    assert set(marked) == cells
    assert all("Doe: " in cell.comment.text for cell in marked.values())


def test_every_contract_is_among_them():
    assert len(LABELS) >= 35
