"""A second reader of messages, plain and slow, that shares nothing with the first but the layout of the tables."""

import datetime as dt
from collections.abc import Iterator

from lxml import etree

from ingestion.sources.ijw_iwmo.layout import Column, RowSource, row_sources

Rows = dict[str, list[dict[str, object]]]


def read_rows(data: bytes, wet: str, berichtsoort: str, file_id: int) -> Rows:
    """Every row of every raw table, personal columns and the working column `bsn` included, as Python values."""
    root = etree.fromstring(data, etree.XMLParser(remove_comments=True, remove_pis=True, resolve_entities=False))
    found: Rows = {}
    numbers: dict[etree._Element, int] = {}
    kept = []  # an lxml proxy that is let go may come back as another object
    for source in row_sources(wet, berichtsoort):
        rows = found.setdefault(source.table, [])
        for element in elements_at(root, source.path):
            kept.append(element)
            numbers[element] = len(rows) + 1
            rows.append(
                {"_source_file_id": file_id, "_rij": len(rows) + 1} | _row(source, element, numbers, wet, berichtsoort)
            )
    return {table: rows for table, rows in found.items() if rows}


def elements_at(root: etree._Element, path: str) -> Iterator[etree._Element]:
    """The elements at a path, namespaces aside, in document order."""
    level = [root]
    for name in path.split("/")[2:]:
        level = [child for parent in level for child in parent if etree.QName(child).localname == name]
    yield from level


def _row(
    source: RowSource, element: etree._Element, numbers: dict[etree._Element, int], wet: str, soort: str
) -> dict[str, object]:
    above = [up for up in element.iterancestors() if up in numbers]
    row: dict[str, object] = {"_parent_rij": numbers[above[0]] if above and source.parent_path else None}
    for column in source.columns:
        if column.path:
            row[column.name] = _value(column, element)
        elif column.derived_from == "path":
            row[column.name] = source.klasse
        elif column.derived_from == "namespace":
            row[column.name] = {"wet": wet, "berichtsoort": soort, "release": "3.2"}[column.name]
        elif column.derived_from == "bsn" and source.table != "clienten":
            client = next(up for up in element.iterancestors() if etree.QName(up).localname == "Client")
            row["bsn"] = "".join(next(elements_at(client, "/Client/Bsn")).itertext())
    return row


def _value(column: Column, element: etree._Element) -> object:
    leaves = [element] if column.path == "." else list(elements_at(element, f"/Rij/{column.path}"))
    if not leaves:
        return None
    text = "".join(leaves[0].itertext())
    if column.sql_type == "text":
        return text
    text = text.strip()
    if column.sql_type == "bigint":
        return int(text)
    return dt.date.fromisoformat(text) if column.sql_type == "date" else dt.time.fromisoformat(text)
