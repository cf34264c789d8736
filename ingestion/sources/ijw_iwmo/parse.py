"""Messages to Arrow tables, one per raw table, with row numbers and exact types.

Reads   landed messages that the structure check accepted
Gives   Readings (ingestion/sources/__init__.py): small files together in one, a large message of claims in pieces

Nothing here loops over rows in Python. `_rij` counts the rows of a table in document order; in `retourcodes`, which
several classes fill, class by class in the order of the schema. It is the same whichever way a file is read.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np
import pyarrow as pa
from xml2arrow import Xml2ArrowError, XmlToArrowParser

from ingestion.encoding import line_feeds
from ingestion.outcomes import Fault
from ingestion.sources import LandedFile, Reading
from ingestion.sources.ijw_iwmo.assembly import Assembly, complete
from ingestion.sources.ijw_iwmo.document import CLAIMS, document_of, parts_of
from ingestion.sources.ijw_iwmo.extraction import DOCUMENT_TABLE, extraction_of

LARGE_BYTES = 4 << 20
"""From this size a message of claims is read in parts."""

TOGETHER_BYTES = 8 << 20
"""So many bytes of other messages are read together: fewer, larger COPYs cost the database less."""

MONEY = {"prestaties": ("ingediendbedrag_bedrag", "ingediendbedrag_debetcredit")}

NUMBER_DIFFERS = "ander aantal berichten dan bestanden"

Tables = dict[str, list[pa.Table]]
Batches = Mapping[str, pa.RecordBatch]
Refused = dict[int, list[Fault]]


def read(files: Sequence[LandedFile]) -> Iterator[Reading]:
    """The rows of landed messages. Raises DamagedLanding when the disk no longer holds what was landed."""
    together: list[LandedFile] = []
    size = 0
    for file in files:
        if file.berichtsoort == CLAIMS and file.size_bytes > LARGE_BYTES:
            yield from _read_in_parts(file)
            continue
        if together and size + file.size_bytes > TOGETHER_BYTES:
            yield _read_together(together)
            together, size = [], 0
        together.append(file)
        size += file.size_bytes
    if together:
        yield _read_together(together)


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
        batches = _parsed(extraction.parser, document_of(files))
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


def _read_in_parts(file: LandedFile) -> Iterator[Reading]:
    """One large message, some clients at a time, so that memory does not follow its size."""
    extraction = extraction_of(*_kind(file))
    assembly = Assembly([file], extraction.sources)
    for document in parts_of(file):
        try:
            batches = _parsed(extraction.parser, document)
        except Xml2ArrowError as error:
            assembly.wrong[file.file_id] = [Fault("X090", fields={"reden": type(error).__name__})]
            break
        if batches[DOCUMENT_TABLE].num_rows != 1:
            assembly.wrong[file.file_id] = [Fault("X090", fields={"reden": NUMBER_DIFFERS})]
            break
        del document  # a good part of the memory, if it stayed for as long as its rows
        tables = {name: pa.concat_tables(complete(name, found)) for name, found in assembly.tables_of(batches).items()}
        if not assembly.wrong:
            yield replace(_reading(tables, {}), is_piece=True)
    if assembly.wrong:
        yield _reading({}, assembly.wrong)


def _parsed(parser: XmlToArrowParser, document: bytes) -> Batches:
    """What the parser finds, line ends in values as XML 1.0 section 2.11 makes them, which the parser does not.

    Few values have any: to look for them in what was found costs next to nothing, to change them all beforehand as much
    as half the parsing.
    """
    batches: Batches = parser.parse(document)
    return parser.parse(line_feeds(document)) if any(map(_holds_return, batches.values())) else batches


def _holds_return(batch: pa.RecordBatch) -> bool:
    texts = (column.buffers()[2] for column in batch.columns if pa.types.is_string(column.type))
    return any(text is not None and (np.frombuffer(text, np.uint8) == ord("\r")).any() for text in texts)


def _reading(tables: dict[str, pa.Table], refused: Refused) -> Reading:
    return Reading(tables, refused={file: tuple(faults) for file, faults in refused.items()})


def _kind(file: LandedFile) -> tuple[str, str]:
    return file.wet or "", file.berichtsoort or ""
