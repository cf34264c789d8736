"""Messages to Arrow tables, one per raw table, with row numbers and exact types.

Reads   landed messages that the structure check accepted
Gives   Readings (ingestion/sources/__init__.py): small files together in one, a large file in pieces

Nothing here loops over rows in Python. `_rij` counts the rows of a table in document order; in `retourcodes`, which
several classes fill, class by class in the order of the schema. It is the same whichever way a file is read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import IO, cast

import pyarrow as pa
from xml2arrow import Xml2ArrowError

from ingestion.counting import count_rows
from ingestion.outcomes import Fault
from ingestion.sources import LandedFile, Reading
from ingestion.sources.ijw_iwmo.assembly import Assembly, complete
from ingestion.sources.ijw_iwmo.document import Document
from ingestion.sources.ijw_iwmo.extraction import DOCUMENT_TABLE, MESSAGE_LEVEL, extraction_of

LARGE_BYTES = 32 << 20
"""From this size a message is read in pieces; below it, together with others."""

ROWS_PER_PIECE = 20_000
MONEY = {"prestaties": ("ingediendbedrag_bedrag", "ingediendbedrag_debetcredit")}

NUMBER_DIFFERS = "ander aantal berichten dan bestanden"

Tables = dict[str, list[pa.Table]]
Refused = dict[int, list[Fault]]


class _TooMany(Exception):
    """A file held more than one message."""


def read(files: Sequence[LandedFile]) -> Iterator[Reading]:
    """The rows of landed messages. Raises DamagedLanding when the disk no longer holds what was landed."""
    small = [file for file in files if file.size_bytes <= LARGE_BYTES]
    if small:
        yield _read_together(small)
    for file in files:
        if file.size_bytes > LARGE_BYTES:
            yield from _read_in_pieces(file)


def _read_together(files: Sequence[LandedFile]) -> Reading:
    tables: Tables = {}
    refused: Refused = {}
    for _, group in groupby(sorted(files, key=_kind), key=_kind):
        _read_group(list(group), tables, refused)
    return _reading({name: pa.concat_tables(complete(name, pieces)) for name, pieces in tables.items()}, refused)


def _read_group(files: list[LandedFile], tables: Tables, refused: Refused) -> None:
    """Messages of one type in one call of the parser; a message that spoils the call is found by halving."""
    if not files:
        return
    extraction = extraction_of(*_kind(files[0]))
    try:
        batches = extraction.parser.parse(Document(files).read())
    except Xml2ArrowError as error:
        _halve(files, type(error).__name__, tables, refused)
        return
    if batches[DOCUMENT_TABLE].num_rows != len(files):
        _halve(files, NUMBER_DIFFERS, tables, refused)
        return
    assembly = Assembly(files, extraction.sources)
    found = assembly.tables_of(batches)
    if assembly.wrong:
        refused.update(assembly.wrong)
        _read_group([file for file in files if file.file_id not in refused], tables, refused)
        return
    for name, pieces in found.items():
        tables.setdefault(name, []).extend(pieces)


def _halve(files: list[LandedFile], reason: str, tables: Tables, refused: Refused) -> None:
    if len(files) == 1:
        refused[files[0].file_id] = [Fault("X090", fields={"reden": reason})]
        return
    middle = len(files) // 2
    _read_group(files[:middle], tables, refused)
    _read_group(files[middle:], tables, refused)


def _read_in_pieces(file: LandedFile) -> Iterator[Reading]:
    """One large message, its rows as they come; memory stays at the pieces that still wait for their client."""
    extraction = extraction_of(*_kind(file))
    assembly = Assembly([file], extraction.sources)
    document = cast(IO[bytes], Document([file]))
    try:
        for name, batch in extraction.parser.parse_batches(document, max_rows_per_batch=ROWS_PER_PIECE):
            if batch.column(MESSAGE_LEVEL)[-1].as_py() > 0:
                raise _TooMany
            yield from _pieces(assembly.add(name, batch))
        yield from _pieces(assembly.finish())
    except Xml2ArrowError as error:
        assembly.wrong[file.file_id] = [Fault("X090", fields={"reden": type(error).__name__})]
    except _TooMany:
        assembly.wrong[file.file_id] = [Fault("X090", fields={"reden": NUMBER_DIFFERS})]
    if assembly.wrong:
        yield _reading({}, assembly.wrong)


def _pieces(found: Tables) -> Iterator[Reading]:
    for name, tables in found.items():
        yield replace(_reading({name: pa.concat_tables(complete(name, tables))}, {}), is_piece=True)


def _reading(tables: dict[str, pa.Table], refused: Refused) -> Reading:
    return Reading(tables, count_rows(tables, MONEY), {file: tuple(faults) for file, faults in refused.items()})


def _kind(file: LandedFile) -> tuple[str, str]:
    return file.wet or "", file.berichtsoort or ""
