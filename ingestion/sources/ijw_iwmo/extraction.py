"""What the XML parser is to take out of a message, derived from the layout of the raw tables.

Gives   one compiled xml2arrow parser per message type, for the document that `document.py` makes of many messages

The parser matches names and ignores namespaces: safe only for messages that the structure check accepted.
`trim_text` stays off: it would eat white space beside entities (`A &amp; B` would become `A&B`).
"""

import json
import tempfile
from dataclasses import dataclass
from functools import cache

from xml2arrow import XmlToArrowParser

from ingestion.sources.ijw_iwmo.catalogue import load_catalogue
from ingestion.sources.ijw_iwmo.document import ROOT
from ingestion.sources.ijw_iwmo.layout import Column, RowSource, row_sources

DOCUMENT_TABLE = "/Bericht"
"""Name of the parser's table with one row per message, which holds the columns of every class that occurs once."""

MESSAGE_LEVEL = "<Bericht>"
"""Column of every table: which message of the document, from 0."""


@dataclass(frozen=True)
class Extraction:
    """The parser of one message type and the row sources that its tables fill."""

    parser: XmlToArrowParser
    sources: tuple[RowSource, ...]


@cache
def extraction_of(wet: str, berichtsoort: str) -> Extraction:
    """Compile the parser of one message type, once per process."""
    sources = row_sources(wet, berichtsoort)
    with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8") as config:
        json.dump(_config(sources), config)  # JSON is YAML
        config.flush()
        return Extraction(XmlToArrowParser(config.name), sources)


def table_of(source: RowSource) -> str:
    """The parser's table that holds the rows of this source."""
    return DOCUMENT_TABLE if source.is_single else source.path


def field_of(source: RowSource, column: Column) -> str:
    """The parser's name for a column."""
    return f"{source.path}/{column.path}" if source.is_single else column.name


def level_columns(source: RowSource) -> tuple[str, ...]:
    """The parser's columns that say where a row stands: per repeating element its number within the one above."""
    return tuple(f"<{path.rsplit('/', 1)[1]}>" for path in source.levels)


@cache
def witness_of(wet: str, berichtsoort: str, source: RowSource) -> Column:
    """The column of a class that occurs at most once that is there exactly when the class is."""
    mandatory = {e.path for e in load_catalogue().messages[wet, berichtsoort].elements if e.min_occurs > 0}
    return next(column for column in source.columns if column.path and f"{source.path}/{column.path}" in mandatory)


def _config(sources: tuple[RowSource, ...]) -> dict[str, object]:
    single = [field for source in sources if source.is_single for field in _fields(source)]
    tables = [{"name": DOCUMENT_TABLE, "xml_path": f"/{ROOT}", "levels": ["Bericht"], "fields": single}]
    tables += [
        {
            "name": table_of(source),
            "xml_path": f"/{ROOT}{source.path.rsplit('/', 1)[0]}",
            "levels": ["Bericht", *(path.rsplit("/", 1)[1] for path in source.levels)],
            "fields": _fields(source),
        }
        for source in sources
        if not source.is_single
    ]
    return {"parser_options": {"trim_text": False}, "tables": tables}


def _fields(source: RowSource) -> list[dict[str, object]]:
    return [
        {
            "name": field_of(source, column),
            "xml_path": f"/{ROOT}{source.path}" + ("" if column.path == "." else f"/{column.path}"),
            "data_type": "Utf8",
            "nullable": True,
        }
        for column in source.columns
        if column.path
    ]
