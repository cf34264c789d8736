"""The XML parts of a workbook, scanned by expat as a stream: limits held, and what calamine does not tell noted.

calamine gives the value of a cell and nothing more: whether it was a formula, an error, merged or hidden is read
here. Nothing is built that grows with the file, save the places of formulas, up to a limit.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from xml.parsers import expat

from ingestion.tabular.sheet import COLUMNS_ALLOWED, ROWS_ALLOWED, CellFault, Refused

MOST_CELLS, MOST_ELEMENTS = 2_000_000, 8_000_000
MOST_MERGES = 10_000
LONGEST_TAG = 1024 * 1024
TELLING = (b"<f", b":f", b'"e"', b"'e'", b"mergeCell", b"hidden", b"\0")
"""What a sheet with a formula, an error, a merge or something hidden has in its bytes, or one that is not UTF-8."""

LONGEST_TELLING = max(map(len, TELLING))
Start = Callable[[str, dict[str, str]], None]
REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")


@dataclass
class SheetFacts:
    """What a scan of one sheet found; rows and columns count from 1. `texts` are formulas with a text as outcome."""

    last_row: int = 0
    last_column: int = 0
    formulas: set[tuple[int, int]] = field(default_factory=set)
    texts: set[tuple[int, int]] = field(default_factory=set)
    errors: list[tuple[int, int]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)


def scan_part(chunks: Iterable[bytes]) -> list[tuple[str, dict[str, str]]]:
    """The elements with attributes of a small part, in order. Raises Refused on a DOCTYPE or too many elements."""
    found: list[tuple[str, dict[str, str]]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        found.append((_local(name), attributes))
        if len(found) > MOST_CELLS // 10:
            raise Refused(CellFault("E004"))

    _feed(chunks, start)
    return found


def check_part(chunks: Iterable[bytes]) -> None:
    """Hold the limits over a part of which nothing is needed. Raises Refused."""
    count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > MOST_ELEMENTS:
            raise Refused(CellFault("E004"))

    _feed(chunks, start)


def scan_sheet(chunks: Iterable[bytes]) -> SheetFacts:
    """Walk one sheet. Raises Refused for far cells, rows out of order, too much content or a DOCTYPE."""
    walk = _Walk()
    _feed(chunks, walk.start)
    walk.finish()
    return walk.facts


def is_plain(chunks: Iterable[bytes]) -> bool:
    """True where a sheet that was walked before holds values only: another walk would find nothing. Costs little."""
    tail = b""
    for chunk in chunks:
        piece = tail + chunk
        if any(sign in piece for sign in TELLING):
            return False
        tail = chunk[-LONGEST_TELLING:]
    return True


class _Walk:
    """The state of a walk over one sheet: the row and cell it is in."""

    def __init__(self) -> None:
        self.facts = SheetFacts()
        self.columns: dict[str, int] = {}
        self.row = self.column = self.elements = 0
        self.row_text = "0"
        self.type: str | None = None
        self.handlers: dict[str, Callable[[dict[str, str]], None]] = {
            "c": self._cell,
            "v": self._content,
            "is": self._content,
            "row": self._row,
            "f": self._formula,
            "mergeCell": self._merge,
            "col": self._column,
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Called for every element: most of the time of the walk is spent here and in _cell."""
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            raise Refused(CellFault("E004"))
        handler = self.handlers.get(name) or self.handlers.get(_local(name))
        if handler is not None:
            handler(attributes)

    def finish(self) -> None:
        if self.facts.last_row * self.facts.last_column > MOST_CELLS:
            raise Refused(CellFault("E004"))

    def _row(self, attributes: dict[str, str]) -> None:
        number = _number(attributes["r"]) if "r" in attributes else self.row + 1
        if number <= self.row:
            raise Refused(CellFault("E005", row=number))
        self.row, self.row_text, self.column = number, str(number), 0
        if attributes.get("hidden") in {"1", "true"} and number <= ROWS_ALLOWED:
            self.facts.hidden_rows.add(number)

    def _cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        self.type = attributes.get("t")
        if reference is None:
            self.column += 1
            return
        letters = reference.rstrip("0123456789")
        column = self.columns.get(letters)
        if column is None:
            column = self.columns[letters] = _column_number(letters)
        if reference[len(letters) :] != self.row_text:
            raise Refused(CellFault("E005", row=self.row))
        self.column = column

    def _content(self, _: dict[str, str]) -> None:
        facts = self.facts
        if self.row > ROWS_ALLOWED or self.column > COLUMNS_ALLOWED:
            raise Refused(_far(self.row, self.column))
        facts.last_row = self.row
        facts.last_column = max(facts.last_column, self.column)
        if self.type == "e":
            facts.errors.append((self.row, self.column))

    def _formula(self, _: dict[str, str]) -> None:
        if self.row > ROWS_ALLOWED or self.column > COLUMNS_ALLOWED:
            raise Refused(_far(self.row, self.column))
        self.facts.formulas.add((self.row, self.column))
        if self.type == "str":
            self.facts.texts.add((self.row, self.column))

    def _column(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in {"1", "true"}:
            self.facts.hidden_columns.append((_number(attributes.get("min")), _number(attributes.get("max"))))

    def _merge(self, attributes: dict[str, str]) -> None:
        ends = [REFERENCE.fullmatch(end) for end in attributes.get("ref", "").split(":")]
        if len(ends) == 2 and ends[0] and ends[1]:
            first, last = ends[0], ends[1]
            self.facts.merges.append((int(first[2]), _column_number(first[1]), int(last[2]), _column_number(last[1])))
        if len(self.facts.merges) > MOST_MERGES:
            raise Refused(CellFault("E004"))


def _far(row: int, column: int) -> CellFault:
    return CellFault("E002", row, column, fields={"regels": ROWS_ALLOWED, "kolommen": COLUMNS_ALLOWED})


def _feed(chunks: Iterable[bytes], start: Start) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = _refuse_doctype
    fed = 0
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > LONGEST_TAG:
                raise Refused(CellFault("E004"))
        parser.Parse(b"", True)
    except expat.ExpatError:
        raise Refused(CellFault("E007", fields={"reden": "een onderdeel is geen geldige XML"})) from None


def _refuse_doctype(*_: object) -> None:
    raise Refused(CellFault("E007", fields={"reden": "een onderdeel bevat een DOCTYPE"}))


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _number(text: str | None) -> int:
    if text is None or not (text.isascii() and text.isdigit() and len(text) <= 7):
        raise Refused(CellFault("E007", fields={"reden": "een rij of kolom zonder geldig nummer"}))
    return int(text)


def _column_number(letters: str) -> int:
    if not (1 <= len(letters) <= 3 and letters.isascii() and letters.isupper()):
        raise Refused(CellFault("E007", fields={"reden": "een cel zonder geldige plaats"}))
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
