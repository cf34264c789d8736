"""What the XML parser found, put together into the tables of the raw layout.

Adds to the parser's columns: the file, the row numbers, the BSN of the client that a row hangs under (a working
column, from which its pseudonym is made), and what the ledger knows about the message.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingestion.outcomes import Fault
from ingestion.sources import LandedFile
from ingestion.sources.ijw_iwmo.casts import ARROW_TYPES, cast_text
from ingestion.sources.ijw_iwmo.extraction import (
    MESSAGE_LEVEL,
    field_of,
    level_columns,
    table_of,
    witness_of,
)
from ingestion.sources.ijw_iwmo.layout import Column, RowSource, raw_tables
from ingestion.sources.ijw_iwmo.numbering import Integers, parent_numbers, row_numbers

Tables = dict[str, list[pa.Table]]

CLIENTS, CODES = "clienten", "retourcodes"
EXAMPLES = {"date": ("datum", "2026-01-31"), "time": ("tijd", "13:45:00"), "bigint": ("geheel getal", "100")}
FILE, ROW, PARENT, BSN = "_source_file_id", "_rij", "_parent_rij", "bsn"
LINEAGE = {FILE: pa.int64(), ROW: pa.int32(), PARENT: pa.int32()}


@dataclass
class Assembly:
    """The tables of some messages of one type; `wrong` gathers per file the values that are none of their type."""

    files: Sequence[LandedFile]
    sources: tuple[RowSource, ...]
    wrong: dict[int, list[Fault]] = field(default_factory=dict)
    _rows: dict[str, int] = field(default_factory=dict)
    _bsn: pa.Array = field(default_factory=lambda: pa.array([], pa.string()))
    _first_client: Integers | None = None

    @property
    def _client(self) -> RowSource | None:
        return next((source for source in self.sources if source.table == CLIENTS), None)

    def tables_of(self, batches: Mapping[str, pa.RecordBatch]) -> Tables:
        """Every table of whole messages, from all that the parser found in them.

        A single message can come in parts, each with its head and some of its clients: the rows of the head come out of
        the first, and numbers run on from part to part.
        """
        client = self._client
        before, self._rows = self._rows, {}
        found: Tables = {}
        if client and table_of(client) in batches:
            self._learn_clients(client, batches[table_of(client)])
        for source in self.sources:
            if table_of(source) in batches and not (source.is_single and source.path in before):
                table = self._table(source, batches[table_of(source)], before)
                self._rows[source.path] = before.get(source.path, 0) + table.num_rows
                found.setdefault(source.table, []).extend([table] if table.num_rows else [])
        self._rows = before | self._rows
        if found.get(CODES):
            found[CODES] = [self._numbered_together(found[CODES])]
        return {name: tables for name, tables in found.items() if tables}

    def _learn_clients(self, client: RowSource, batch: pa.RecordBatch) -> None:
        self._bsn = batch.column(field_of(client, next(c for c in client.columns if c.name == BSN)))
        if len(self.files) > 1 and not client.is_single:
            message = _integers(batch, MESSAGE_LEVEL)
            self._first_client = np.searchsorted(message, np.arange(len(self.files)), side="left")

    def _table(self, source: RowSource, batch: pa.RecordBatch, before: Mapping[str, int]) -> pa.Table:
        if source.is_single:
            kind = self.files[0].wet or "", self.files[0].berichtsoort or ""
            witness = batch.column(field_of(source, witness_of(*kind, source)))
            if witness.null_count:
                batch = batch.filter(pc.is_valid(witness))
        message = _integers(batch, MESSAGE_LEVEL)
        file_ids = np.array([file.file_id for file in self.files], np.int64)
        rows = row_numbers(message, before.get(source.path, 0))
        columns = {FILE: pa.array(file_ids[message]), ROW: pa.array(rows.astype(np.int32))}
        columns[PARENT] = _parents(source, batch, message, before.get(source.parent_path, 0))
        if _takes_bsn_of_client(source):
            columns[BSN] = self._bsn_of(source, batch, message)
        for column in source.columns:
            if column.path:
                columns[column.name] = self._cast(source, column, batch, message, rows)
            elif column.derived_from == "path":
                columns[column.name] = pa.repeat(pa.scalar(source.klasse, pa.string()), batch.num_rows)
            elif column.derived_from == "namespace":
                told = pa.array([getattr(file, column.name) for file in self.files], pa.string())
                columns[column.name] = told.take(pa.array(message))
        return pa.table(columns)

    def _cast(
        self, source: RowSource, column: Column, batch: pa.RecordBatch, message: Integers, rows: Integers
    ) -> pa.Array:
        cast = cast_text(batch.column(field_of(source, column)), column.sql_type)
        for wrong in cast.wrong:
            place = f"{source.path.rsplit('/', 1)[1]} {rows[wrong]}"
            soort, voorbeeld = EXAMPLES[column.sql_type]
            words: dict[str, object] = {"element": column.path, "soort": soort, "voorbeeld": voorbeeld}
            self.wrong.setdefault(self.files[message[wrong]].file_id, []).append(Fault("X031", place, words))
        return cast.column

    def _numbered_together(self, tables: Sequence[pa.Table]) -> pa.Table:
        """Rows of several classes as one table: message by message, and within a message class by class as given."""
        together = pa.concat_tables(tables)
        ids = np.array([file.file_id for file in self.files], np.int64)
        by_id = np.argsort(ids)
        message = by_id[np.searchsorted(ids, together[FILE].to_numpy(), sorter=by_id)]
        order = np.argsort(message, kind="stable")
        rows = pa.array(row_numbers(message[order]).astype(np.int32))
        return together.take(pa.array(order)).set_column(together.column_names.index(ROW), ROW, rows)

    def _bsn_of(self, source: RowSource, batch: pa.RecordBatch, message: Integers) -> pa.Array:
        client = self._client
        if client is None or client.is_single:
            return self._bsn.take(pa.array(message))
        position = _integers(batch, level_columns(source)[0])
        return self._bsn.take(
            pa.array(position if self._first_client is None else self._first_client[message] + position)
        )


def complete(name: str, tables: Sequence[pa.Table]) -> list[pa.Table]:
    """The tables with every column of the raw table, in its order; a column that a message type lacks is null."""
    wanted = columns_of(name)
    return [
        pa.table(
            [
                table[column] if column in table.column_names else pa.nulls(table.num_rows, kind)
                for column, kind in wanted
            ],
            names=[column for column, _ in wanted],
        )
        for table in tables
    ]


@cache
def columns_of(name: str) -> tuple[tuple[str, pa.DataType], ...]:
    """Name and type of every column of a Reading's table: lineage, what the messages say, and the working column."""
    told = {
        column.name: ARROW_TYPES[column.sql_type]
        for column in raw_tables()[name].columns
        if column.path or column.derived_from in {"path", "namespace"}
    }
    needs_bsn = any(column.derived_from == BSN for column in raw_tables()[name].columns)
    return tuple((LINEAGE | ({BSN: pa.string()} if needs_bsn else {}) | told).items())


def _takes_bsn_of_client(source: RowSource) -> bool:
    return source.table != CLIENTS and any(column.derived_from == BSN for column in source.columns)


def _parents(source: RowSource, batch: pa.RecordBatch, message: Integers, before: int) -> pa.Array:
    if not source.parent_path:
        return pa.nulls(batch.num_rows, pa.int32())
    levels = tuple(
        _integers(batch, name)
        for name, path in zip(level_columns(source), source.levels, strict=True)
        if f"{source.parent_path}/".startswith(f"{path}/")
    )
    # of a row of the head there is one only, in whatever part
    numbers = parent_numbers(message, levels) + (before if levels else 0)
    return pa.array(numbers.astype(np.int32))


def _integers(batch: pa.RecordBatch, name: str) -> Integers:
    numbers: Integers = batch.column(name).to_numpy().astype(np.int64)
    return numbers
