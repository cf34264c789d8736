"""Read a CSV delivery: recognise its character set and delimiter, say which, and refuse what csv readers hide.

Python's reader swallows the rest of a file after an unclosed quote, keeps the last of two equal headers and lets
NUL through; pandas drops the line numbers that a sender needs. Both are why the rows are counted here.
"""

import csv
import io
import re
from collections.abc import Iterator

from ingestion.tabular.sheet import ROWS_ALLOWED, CellFault, Refused, Sheet
from ingestion.tabular.values import is_empty

DELIMITERS = {";": "puntkomma", ",": "komma", "\t": "tab", "|": "verticale streep"}
AGREED = ";"
SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\r?\n?', re.IGNORECASE)
UTF8_PAIR = re.compile(rb"[\xc2-\xc5][\x80-\xbf]|\xe2[\x80-\x82][\x80-\xbf]")
HEAD = 64 * 1024


def read_delimited(data: bytes) -> Sheet:
    """The grid of a CSV file, read lazily. Raises Refused, also while its rows are being taken."""
    encoding, remarks = _encoding_of(data)
    nul = data.find(b"\0") if not encoding.startswith("utf-16") else -1
    if nul >= 0:
        raise Refused(CellFault("C003", row=data.count(b"\n", 0, nul) + 1))
    head = data[: HEAD * 2].decode(encoding, errors="ignore")
    declared = SEPARATOR_LINE.match(head)
    delimiter = declared[1] if declared else _delimiter_of(head)
    if delimiter != AGREED:
        remarks.append(CellFault("C027", fields={"scheidingsteken": DELIMITERS.get(delimiter, "ander teken")}))
    return Sheet("csv", _rows(data, encoding, delimiter, skipped=1 if declared else 0), remarks=remarks)


def _encoding_of(data: bytes) -> tuple[str, list[CellFault]]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decodable(data, "utf-16"), [CellFault("C001", fields={"tekenset": "UTF-16"})]
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if UTF8_PAIR.search(data):
            raise Refused(CellFault("C002", row=data.count(b"\n", 0, error.start) + 1)) from None
        return _decodable(data, "cp1252"), [CellFault("C001", fields={"tekenset": "Windows-1252"})]
    return "utf-8-sig", []


def _decodable(data: bytes, encoding: str) -> str:
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused(CellFault("C002", row=data.count(b"\n", 0, error.start) + 1)) from None
    return encoding


def _delimiter_of(head: str) -> str:
    header = next((line for line in io.StringIO(head) if line.strip()), "")
    fields = {sign: len(next(csv.reader([header], delimiter=sign), [])) for sign in DELIMITERS}
    best = max(fields, key=lambda sign: fields[sign])
    return best if fields[best] > 1 else AGREED


def _rows(data: bytes, encoding: str, delimiter: str, skipped: int) -> Iterator[tuple[int, list[object]]]:
    lines = io.TextIOWrapper(io.BytesIO(data), encoding, newline="")
    for _ in range(skipped):
        lines.readline()
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    start = skipped + 1
    try:
        for count, cells in enumerate(reader):
            if count > ROWS_ALLOWED:
                raise Refused(CellFault("E002", row=start, fields={"regels": ROWS_ALLOWED, "kolommen": 100}))
            if not all(is_empty(cell) for cell in cells):
                yield start, list(cells)
            start = skipped + reader.line_num + 1
    except csv.Error:
        raise Refused(CellFault("C004", row=start, fields={"aantal": skipped + reader.line_num - start + 1})) from None
