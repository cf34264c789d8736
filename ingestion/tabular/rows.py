"""The rows of a delivery against its contract: values by column, and a fault for every cell that is wrong.

One pydantic model per contract checks a row; what no single row can tell (a key that stands twice, a total row)
is checked over the rows as they pass.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain, islice
from typing import Annotated, Any

from pydantic import BaseModel, PlainValidator, ValidationError, create_model
from pydantic_core import PydanticCustomError

from ingestion.tabular.contract import Column, Contract
from ingestion.tabular.header import HEADER_SEARCHED, Header, matches, read_header
from ingestion.tabular.personal import holds_bsns, tells_who
from ingestion.tabular.rules import REFUSE_THE_ROW, broken
from ingestion.tabular.sheet import CellFault, Refused, Row, Sheet
from ingestion.tabular.values import FORMULA_START, CellError, Form, is_empty, parser_of

PYTHON_TYPES: dict[str, type] = {
    "text": str, "free_text": str, "bsn": str, "postcode": str, "integer": int, "decimal": Decimal,
    "amount": Decimal, "boolean": bool, "date": date, "month": date, "birth_date": date,
}  # fmt: skip
DATES = {"date", "month", "birth_date"}
TOTAL_ROW = re.compile(r"\s*(sub|eind)?(totaal|totalen|som)\b.*", re.IGNORECASE)
TEXTS_KNOWN = 2_000
FAULTS_KEPT = 5_000
"""A file that is wrong in more places than this is wrong as a whole; memory stays bounded."""


@dataclass
class Checked:
    """The rows of one delivery. `values` holds, by column, the cells of the rows that are right, beside `numbers`.

    `faults` refuse the row they stand in (`wrong_rows`), `remarks` do not; a CellFault without a row is about the file.
    """

    contract: Contract
    form: Form
    header: Header
    values: dict[str, list[Any]]
    numbers: list[int] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)
    remarks: list[CellFault] = field(default_factory=list)
    wrong_rows: int = 0
    total_rows: int = 0

    @property
    def rows_read(self) -> int:
        return len(self.numbers) + self.wrong_rows + self.total_rows

    def blame(self, fault: CellFault) -> None:
        if len(self.faults) < FAULTS_KEPT:
            self.faults.append(fault)


def row_model(contract: Contract, form: Form) -> type[BaseModel]:
    """The pydantic model of one row: a field per column, each read by the strict parser of its type."""
    fields: dict[str, Any] = {}
    for column in contract.columns:
        kind: Any = PYTHON_TYPES[column.type]
        kind = kind if column.required else kind | None
        fields[column.name] = (Annotated[kind, PlainValidator(_validator(column, form))], None)
    return create_model(f"{contract.name.title().replace('_', '')}Row", **fields)


def _validator(column: Column, form: Form) -> Callable[[object], object]:
    parse, required = parser_of(column, form), column.required
    known: dict[str, object] = {}

    def validate(cell: object) -> object:
        if type(cell) is str and cell in known:
            return known[cell]
        if is_empty(cell):
            if required:
                raise PydanticCustomError("C030", "required")
            return None
        try:
            value = parse(cell)
        except CellError as error:
            raise PydanticCustomError(error.code, "unreadable", error.fields) from None
        # most columns hold few different texts: codes, names, AGB codes
        if type(cell) is str and len(known) < TEXTS_KNOWN:
            known[cell] = value
        return value

    return validate


def check_rows(contract: Contract, sheet: Sheet, today: date) -> Checked:
    """Read a whole sheet against its contract; `today` bounds the period. Raises Refused where the header is wrong."""
    rows = iter(sheet.rows)
    first = list(islice(rows, HEADER_SEARCHED))
    if first and first[0][0] in sheet.cell_faults and matches(contract, first[0][1]):
        raise Refused(*sheet.cell_faults[first[0][0]])
    header = read_header(contract, first)
    checked = Checked(contract, sheet.form, header, {column.name: [] for column in contract.columns})
    if sheet.counts_from_1904 and any(column.type in DATES for column in contract.columns):
        raise Refused(CellFault("E017", fields={"vorm": "de werkmap telt dagen vanaf 1904"}))
    _take_rows(checked, sheet, chain(first[1:], rows))
    checked.remarks.extend(sheet.remarks)
    _check_personal(checked)
    for check in (_check_keys, _check_rules):
        check(checked)
    _check_period(checked, today)
    return checked


def _take_rows(checked: Checked, sheet: Sheet, rows: Iterator[Row]) -> None:
    validate = row_model(checked.contract, sheet.form).__pydantic_validator__.validate_python
    places = list(checked.header.places.items())
    texts = [place for name, place in places if checked.contract.column(name).type == "text"]
    values = [(name, checked.values[name]) for name in checked.values]
    for number, cells in rows:
        marked = sheet.cell_faults.get(number, ())
        misfit = _misfit(checked, number, cells)
        if misfit or marked:
            checked.wrong_rows += 1
            for fault in [*misfit, *marked]:
                name = _name_at(checked, fault.column - 1) if fault.column else ""
                checked.blame(replace(fault, header=name))
            continue
        if _is_total(cells):
            _take_total(checked, number, cells)
            continue
        try:
            row = validate({name: cells[place] if place < len(cells) else None for name, place in places})
        except ValidationError as error:
            checked.wrong_rows += 1
            _blame_cells(checked, number, error)
            continue
        found = row.__dict__
        for name, column in values:
            column.append(found[name])
        checked.numbers.append(number)
        for place in texts:
            cell = cells[place] if place < len(cells) else None
            if isinstance(cell, str) and cell.startswith(FORMULA_START) and len(cell) > 1:
                checked.remarks.append(CellFault("C013", number, place + 1, _name_at(checked, place)))


def _misfit(checked: Checked, number: int, cells: list[object]) -> list[CellFault]:
    """A row with more cells than the header, or in CSV fewer: its values may belong to other columns."""
    width = checked.header.width
    if len(cells) == width or (checked.form == "xlsx" and len(cells) < width):
        return []
    if len(cells) > width and all(is_empty(cell) for cell in cells[width:]):
        return []
    return [CellFault("C007", number, fields={"aantal": len(cells), "verwacht": width})]


def _blame_cells(checked: Checked, number: int, error: ValidationError) -> None:
    # include_input=False: the value of a cell may be personal and must not travel with the fault
    for found in error.errors(include_url=False, include_input=False):
        name = str(found["loc"][0])
        place = checked.header.places.get(name)
        column = None if place is None else place + 1
        checked.blame(CellFault(found["type"], number, column, name, dict(found.get("ctx", {}))))


def _is_total(cells: list[object]) -> bool:
    label = next((cell for cell in cells if not is_empty(cell)), None)
    return isinstance(label, str) and len(label) < 40 and TOTAL_ROW.fullmatch(label) is not None


def _take_total(checked: Checked, number: int, cells: list[object]) -> None:
    """A total row is no data; its sums, where they can be read, must be those of the rows above it."""
    checked.total_rows += 1
    for name, place in checked.header.places.items():
        column = checked.contract.column(name)
        cell = cells[place] if place < len(cells) else None
        if column.type not in {"integer", "decimal", "amount"} or is_empty(cell):
            continue
        try:
            total = parser_of(column.model_copy(update={"minimum": None, "maximum": None}), checked.form)(cell)
        except CellError:
            continue
        if total != sum(value for value in checked.values[name] if value is not None):
            checked.blame(CellFault("C022", number, place + 1, name))
            return
    checked.remarks.append(CellFault("C015", number))


def _check_keys(checked: Checked) -> None:
    """No two rows with one key. Both are put aside: who knows which is right."""
    keys = list(zip(*(checked.values[name] for name in checked.contract.key), strict=True))
    first: dict[tuple[Any, ...], int] = {}
    doubled: set[int] = set()
    for index, key in enumerate(keys):
        earlier = first.setdefault(key, index)
        if earlier != index:
            doubled |= {earlier, index}
            named = ", ".join(checked.contract.key)
            checked.blame(CellFault("C016", checked.numbers[index], None, "", {"sleutel": named}))
    _put_aside(checked, doubled)


def _check_rules(checked: Checked) -> None:
    wrong: set[int] = set()
    for rule in checked.contract.rules:
        for index, pointed, found in broken(rule, checked.values):
            name = rule.columns[pointed]
            place = checked.header.places.get(name)
            column = None if place is None else place + 1
            fault = CellFault(found.code, checked.numbers[index], column, name, found.fields)
            if rule.kind in REFUSE_THE_ROW:
                wrong.add(index)
                checked.blame(fault)
            else:
                checked.remarks.append(fault)
    _put_aside(checked, wrong)


def _check_personal(checked: Checked) -> None:
    """Personal data where none belong refuse the whole file, whatever else is right. Raises Refused."""
    for name, place in checked.header.places.items():
        column = checked.contract.column(name)
        if column.type in {"text", "integer"} and holds_bsns(checked.values[name]):
            raise Refused(CellFault("C021", None, place + 1, name))
        if column.type == "free_text":
            for index, text in enumerate(checked.values[name]):
                if text is not None and tells_who(text):
                    checked.remarks.append(CellFault("S005", checked.numbers[index], place + 1, name))


def _check_period(checked: Checked, today: date) -> None:
    if not checked.contract.period:
        return
    latest = today + timedelta(days=1)
    late: set[int] = set()
    place = checked.header.places[checked.contract.period]
    for index, value in enumerate(checked.values[checked.contract.period]):
        if isinstance(value, date) and value > latest:
            late.add(index)
            checked.blame(CellFault("C033", checked.numbers[index], place + 1, checked.contract.period))
    _put_aside(checked, late)
    asked = checked.contract.asked_on
    for index, value in enumerate(checked.values[checked.contract.period]):
        if asked and isinstance(value, date) and f"{value:%m-%d}" not in asked:
            days = " of ".join(asked)
            checked.remarks.append(
                CellFault("C038", checked.numbers[index], place + 1, checked.contract.period, {"dagen": days})
            )
            return  # one remark says it of the whole list


def _put_aside(checked: Checked, indexes: set[int]) -> None:
    if not indexes:
        return
    checked.wrong_rows += len(indexes)
    kept = [index for index in range(len(checked.numbers)) if index not in indexes]
    checked.numbers = [checked.numbers[index] for index in kept]
    for name, column in checked.values.items():
        checked.values[name] = [column[index] for index in kept]


def _name_at(checked: Checked, place: int) -> str:
    return next((name for name, at in checked.header.places.items() if at == place), "")
