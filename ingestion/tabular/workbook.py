"""Read an XLSX delivery: the guard over its container and parts first, then calamine, then the one sheet with data.

Hidden sheets are not read, hidden rows and columns are; both are said. A formula counts by its last saved outcome.
"""

import io
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineWorkbook

from ingestion.tabular.container import WORKBOOK, Container, open_container
from ingestion.tabular.parts import SheetFacts, check_part, is_plain, scan_part, scan_sheet
from ingestion.tabular.sheet import CellFault, Refused, Row, Sheet, letter_of
from ingestion.tabular.values import is_empty

RELATIONS = "xl/_rels/workbook.xml.rels"
DATA_SHEET = "gegevens"
OUR_SHEETS = {"toelichting", "voorbeeld", "codelijsten", "fouten"}
"""Sheets that we added ourselves, in a template or in a file that was handed back."""
MARK = re.compile(r"sdw\.(?P<source>[a-z_]+)\.(?P<name>[a-z0-9_]+)\.v(?P<version>[0-9]+)")
"""The hidden defined name that our templates carry: which contract, and which version of it."""

TEXT_BUDGET = 100_000_000
"""Characters of one sheet: a long shared string that a million cells refer to must not fill the memory."""
MARKS_KEPT = 5_000


@dataclass(frozen=True)
class _Tab:
    name: str
    is_visible: bool
    part: str


def read_workbook(data: bytes, *, is_examined: bool = False) -> Sheet:
    """The grid of a workbook. Raises Refused.

    With `is_examined` these bytes passed the guard before: a sheet of values only is not walked again.
    """
    container = open_container(data)
    tabs, mark, counts_from_1904 = _overview(container)
    known = _plain_choice(tabs) if is_examined else None
    if known and is_plain(container.chunks(known.part)):
        return Sheet("xlsx", _rows(data, known.name, Sheet("xlsx", ()), SheetFacts()), known.name, mark)
    facts = _scan(container, tabs)
    tab = _chosen(tabs, facts)
    found = facts[tab.part]
    sheet = Sheet("xlsx", (), tab.name, mark, counts_from_1904=counts_from_1904)
    _mark_errors(sheet, found)
    _mark_merges(sheet, found)
    _remark_hidden(sheet, found, sum(1 for other in tabs if not other.is_visible))
    sheet.rows = _rows(data, tab.name, sheet, found)
    return sheet


def _overview(container: Container) -> tuple[list[_Tab], str, bool]:
    """The sheets of the workbook in order, the contract its template names, and whether its days count from 1904."""
    if RELATIONS not in container.parts:
        raise Refused(CellFault("E007", fields={"reden": "de werkmap noemt haar bladen niet"}))
    targets = {
        attributes.get("Id", ""): _part_of(attributes.get("Target", ""))
        for name, attributes in scan_part(container.chunks(RELATIONS))
        if name == "Relationship" and attributes.get("Type", "").endswith("/worksheet")
    }
    tabs: list[_Tab] = []
    mark, counts_from_1904 = "", False
    for name, attributes in scan_part(container.chunks(WORKBOOK)):
        if name == "sheet":
            relation = next((text for key, text in attributes.items() if key.rpartition(":")[2] == "id"), "")
            is_visible = attributes.get("state", "visible") == "visible"
            tabs.append(_Tab(attributes.get("name", ""), is_visible, targets.get(relation, "")))
        elif name == "definedName" and (match := MARK.fullmatch(attributes.get("name", ""))):
            mark = match["name"]
        elif name == "workbookPr":
            counts_from_1904 = attributes.get("date1904") in {"1", "true"}
        elif name == "externalReference":
            raise Refused(CellFault("E009"))
    return [tab for tab in tabs if tab.part in container.parts], mark, counts_from_1904


def _part_of(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")


def _scan(container: Container, tabs: list[_Tab]) -> dict[str, SheetFacts]:
    """Hold the limits over every part, and note what calamine leaves out of the sheets that may be read."""
    sheets = {tab.part for tab in tabs}
    facts: dict[str, SheetFacts] = {}
    for name in container.parts:
        if name in sheets:
            facts[name] = scan_sheet(container.chunks(name))
        elif name.lower().endswith((".xml", ".rels", ".vml")):
            check_part(container.chunks(name))
    return facts


def data_sheet(data: bytes) -> tuple[str, int]:
    """Name and size, in cells, of the sheet that would be read. Raises Refused where the guard does."""
    container = open_container(data)
    tabs, _, _ = _overview(container)
    facts = _scan(container, tabs)
    tab = _chosen(tabs, facts)
    return tab.name, sum(found.last_row * found.last_column for found in facts.values())


def _plain_choice(tabs: list[_Tab]) -> _Tab | None:
    """The sheet named Gegevens, else the only visible one; None where that leaves a choice."""
    visible = _readable(tabs)
    named = [tab for tab in visible if tab.name.strip().casefold() == DATA_SHEET] or visible
    return named[0] if len(named) == 1 else None


def _readable(tabs: list[_Tab]) -> list[_Tab]:
    return [tab for tab in tabs if tab.is_visible and tab.name.strip().casefold() not in OUR_SHEETS]


def _chosen(tabs: list[_Tab], facts: dict[str, SheetFacts]) -> _Tab:
    """The sheet named Gegevens, else the only visible one, else the only visible one that holds anything."""
    plain = _plain_choice(tabs)
    if plain:
        return plain
    filled = [tab for tab in _readable(tabs) if facts[tab.part].last_row]
    if len(filled) == 1:
        return filled[0]
    raise Refused(CellFault("E015", fields={"aantal": len(filled)}))


def _mark_errors(sheet: Sheet, facts: SheetFacts) -> None:
    for row, column in facts.errors[:MARKS_KEPT]:
        sheet.mark(CellFault("E012", row, column))


def _mark_merges(sheet: Sheet, facts: SheetFacts) -> None:
    for first_row, first_column, last_row, last_column in facts.merges:
        area = f"{letter_of(first_column)}{first_row}:{letter_of(last_column)}{last_row}"
        for row in range(first_row, min(last_row, facts.last_row, first_row + MARKS_KEPT) + 1):
            sheet.mark(CellFault("E013", row, first_column, fields={"bereik": area}))


def _remark_hidden(sheet: Sheet, facts: SheetFacts, sheets: int) -> None:
    rows = sum(1 for row in facts.hidden_rows if row <= facts.last_row)
    columns = sum(
        max(0, min(last, facts.last_column) - first + 1) for first, last in facts.hidden_columns if first <= last
    )
    if rows or columns or sheets:
        sheet.remarks.append(CellFault("E014", fields={"regels": rows, "kolommen": columns, "bladen": sheets}))


def _rows(data: bytes, name: str, sheet: Sheet, facts: SheetFacts) -> Iterator[Row]:
    formulas: dict[int, list[int]] = {}
    for row, column in facts.formulas:
        formulas.setdefault(row, []).append(column)
    saved = len(facts.formulas)
    budget = TEXT_BUDGET
    for number, cells in enumerate(_cells(data, name), 1):
        for column in formulas.pop(number, ()):
            if (column > len(cells) or is_empty(cells[column - 1])) and (number, column) not in facts.texts:
                saved -= 1
                sheet.mark(CellFault("E011", number, column))
        budget -= sum(len(cell) for cell in cells if isinstance(cell, str))
        if budget < 0:
            raise Refused(CellFault("E004"))
        if number in sheet.cell_faults or not all(is_empty(cell) for cell in cells):
            yield number, cells
    for number in sorted(formulas):
        saved -= len(formulas[number])
        for column in formulas[number]:
            sheet.mark(CellFault("E011", number, column))
        yield number, []
    if saved:
        sheet.remarks.append(CellFault("E010", fields={"aantal": saved}))


def _cells(data: bytes, name: str) -> Iterator[list[object]]:
    try:
        found = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(name)
        before: list[object] = [None] * (found.start[1] if found.start else 0)
        for row in found.iter_rows():
            yield [*before, *row]
    except CalamineError:
        raise Refused(CellFault("E007", fields={"reden": "de werkmap is niet te lezen"})) from None
