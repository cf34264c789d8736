"""Load valid files into raw and vault: all of a file or nothing of it, once.

Reads   meta.files (valid), landing/<source>/**
Writes  raw_<source>.*, vault.*, meta.files, meta.record_counts, meta.outcomes, quarantine/<source>/**
Run     warehouse ingest, or the DAG of the source

Small files load together in one transaction, a large one in a transaction of its own; ledger, vault and raw rows
are in the same one. A batch that the database does not take is halved until the file that spoils it stands alone:
that one is refused, its neighbours load. The rows of the ledger are locked by content, so two loaders can run at once.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pyarrow as pa
import pyarrow.compute as pc

from ingestion import ledger, quarantine
from ingestion.copying import copy_persons, copy_table, delete_rows, standing_rows
from ingestion.counting import COUNTED, add_record_counts, added_up, count_rows
from ingestion.outcomes import Fault, Outcome, outcomes_for
from ingestion.pseudonymise import Pseudonyms, check_key, split
from ingestion.rows import columns
from ingestion.sources import Counts, DatesDeliveries, LandedFile, Reading, Source, load_source

STEP = "load"
BATCH_FILES = 2000
BATCH_BYTES = 16 << 20
KEPT_APART = 4
"""Counts of so many pieces are added up at once: those of a large message would lie in memory by the hundred."""

COUNT_LAW = "count_law"


@dataclass(frozen=True)
class Loader:
    """What loading needs to know, apart from the files."""

    connection: psycopg.Connection
    source: Source
    landing: Path
    quarantine: Path
    key: bytes
    run_id: str
    counts: Counter[str] = field(default_factory=Counter)
    persons: list[pa.Table] = field(default_factory=list)
    """Whose pseudonyms stand in the vault for sure: those of the batches that this run loaded."""


class _Spoilt(Exception):
    """A file that came in pieces turned out wrong after rows of it were copied: they must go again."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__()
        self.faults = faults


def load_files(
    connection: psycopg.Connection,
    *,
    source: str,
    landing: Path,
    quarantine: Path,
    key: bytes,
    run_id: str,
) -> dict[str, int]:
    """Load every valid file. Counts files (loaded, refused) and rows. Can run twice, and twice at once.

    When it returns, no file of the source is left to load, by this process or another. Raises KeyProblem when the
    pseudonyms of this database were made with another key.
    """
    check_key(connection, key)
    loader = Loader(connection, load_source(source), landing, quarantine, key, run_id)
    _take_again(loader)
    waits = False
    while files := _valid_files(loader):
        taken_on = sum(_load_batch(loader, batch, waits=waits) for batch in _batches(files))
        # what is left another process has: it may yet fail
        waits = not taken_on
    return {name: loader.counts[name] for name in ("loaded", "refused", "rows")}


def forget_loaded(connection: psycopg.Connection, *, source: str) -> int:
    """Have every loaded file loaded again from landing, in place of the rows it has. Gives the number of files."""
    with ledger.transaction(connection):
        forgotten = connection.execute(
            "update meta.files set status = 'valid' where source = %s and status = 'loaded'", (source,)
        )
    return forgotten.rowcount


def _valid_files(loader: Loader) -> list[LandedFile]:
    with ledger.transaction(loader.connection):
        return ledger.files_in(loader.connection, loader.source.name, loader.landing, statuses=("valid",))


def _take_again(loader: Loader) -> None:
    """A content that came once more on a later day is loaded anew, in place of the rows it has."""
    if isinstance(loader.source, DatesDeliveries):
        with ledger.transaction(loader.connection):
            again = loader.source.to_load_again(loader.connection, loader.landing)
            loader.connection.execute("update meta.files set status = 'valid' where file_id = any(%s)", (again,))


def _load_batch(loader: Loader, batch: Sequence[LandedFile], *, waits: bool) -> int:
    """Load what no other process has of a batch. Gives the number of files that it took on."""
    mine: list[LandedFile] = []
    try:
        with ledger.transaction(loader.connection):
            claimed = ledger.claim(
                loader.connection, [file.file_id for file in batch], statuses=("valid",), waits=waits
            )
            mine = [file for file in batch if file.file_id in claimed]
            persons = _load(loader, mine, [file_id for file_id, is_loaded in claimed.items() if is_loaded])
        loader.persons.append(persons)
    except (psycopg.DataError, psycopg.IntegrityError, pa.ArrowException, _Spoilt) as error:
        _isolate(loader, mine, error)
    return len(mine)


def _batches(files: Sequence[LandedFile]) -> Iterator[list[LandedFile]]:
    """The files by batch: up to the size of one, but at least one file."""
    batch: list[LandedFile] = []
    size = 0
    for file in files:
        if batch and (len(batch) == BATCH_FILES or size + file.size_bytes > BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(file)
        size += file.size_bytes
    if batch:
        yield batch


def _isolate(loader: Loader, batch: Sequence[LandedFile], error: Exception) -> None:
    """Load the halves of a batch that failed; refuse the file that fails alone. Our own faults are raised on."""
    if isinstance(error, psycopg.IntegrityError) and (error.diag.constraint_name or "").startswith(COUNT_LAW):
        raise error
    if len(batch) == 1:
        with ledger.transaction(loader.connection):
            if ledger.claim(loader.connection, [batch[0].file_id], statuses=("valid",), waits=False):
                _refuse(loader, {batch[0].file_id: _faults_in(error)}, batch)
        return
    middle = len(batch) // 2
    for half in (batch[:middle], batch[middle:]):
        _load_batch(loader, half, waits=False)


def _load(loader: Loader, files: Sequence[LandedFile], again: Sequence[int]) -> pa.Table:
    """Everything of a batch, within the transaction of the caller; those `again` (file_id) have rows already.

    Gives the pseudonyms of the persons that it added.
    """
    persons = Pseudonyms(loader.key)
    if not files:
        return persons.met().select(["client_pseudoniem"])
    delete_rows(loader.connection, loader.source, again)
    made: list[pa.Table] = []
    counts: dict[tuple[int, str], Counts] = {}
    copied: Counter[str] = Counter()
    refused: dict[int, Sequence[Fault]] = {}
    told: list[Outcome] = []
    for reading in loader.source.read(files):
        for file_id, faults in reading.refused.items():
            if any(pc.index(counted["file_id"], file_id).as_py() >= 0 for counted in made):
                raise _Spoilt(faults)
        refused.update(reading.refused)
        told += _remarks(files, reading)
        copied.update(_copy(loader, reading, persons, bool(again)))
        made.append(count_rows(reading.tables, loader.source.money))
        if len(made) == KEPT_APART:
            made = [added_up(made)]
        counts |= reading.counts
    added = copy_persons(loader.connection, persons, loader.persons)
    loaded = [file.file_id for file in files if file.file_id not in refused]
    counted = added_up(made)
    standing = _standing(loader, counted, copied, loaded)
    add_record_counts(loader.connection, counted, counts, standing, is_repeated=bool(again))
    ledger.mark_loaded(loader.connection, loaded)
    ledger.add_outcomes(loader.connection, loader.source.name, loader.run_id, told)
    _refuse(loader, refused, files)
    loader.counts.update(loaded=len(loaded), rows=copied.total())
    return added


def _copy(loader: Loader, reading: Reading, persons: Pseudonyms, is_repeated: bool) -> dict[str, int]:
    """Copy the tables of a reading to raw and vault; the persons in them are added to those met.

    Gives by raw table the rows that the database took.
    """
    copied = {}
    layouts = loader.source.raw_tables()
    for name, table in reading.tables.items():
        parts = split(table, layouts[name], persons)
        copied[name] = copy_table(loader.connection, f"raw_{loader.source.name}", name, parts.raw)
        if parts.vault is not None:
            copy_table(loader.connection, "vault", name, parts.vault, skips_known=is_repeated)
    return copied


def _standing(loader: Loader, made: pa.Table, copied: Mapping[str, int], loaded: Sequence[int]) -> pa.Table:
    """Rows and cents that stand in the database per file and table (COUNTED).

    Where it took as many rows of a table as it was sent, each file has what was made of it: to ask file by file would
    cost a third of copying small messages. Where not, it is asked. `gate_raw` adds up the cents of the whole table.
    """
    sums = made.group_by("table_name", use_threads=False).aggregate([("rows", "sum")])
    lost = [found["table_name"] for found in sums.to_pylist() if copied[found["table_name"]] != found["rows_sum"]]
    if not lost:
        return made
    kept = made.filter(pc.invert(pc.is_in(made["table_name"], pa.array(lost))))
    asked = columns(standing_rows(loader.connection, loader.source, lost, loaded), len(COUNTED))
    return pa.concat_tables([kept, pa.table(list(asked), schema=COUNTED)])


def _remarks(files: Sequence[LandedFile], reading: Reading) -> list[Outcome]:
    return [
        told
        for file in files
        if file.file_id in reading.remarks
        for told in outcomes_for(reading.remarks[file.file_id], file_name=file.name, step=STEP, file_id=file.file_id)
    ]


def _refuse(loader: Loader, refused: dict[int, Sequence[Fault]], files: Sequence[LandedFile]) -> None:
    for file in files:
        if file.file_id not in refused:
            continue
        faults = refused[file.file_id]
        outcomes = outcomes_for(faults, file_name=file.name, step=STEP, file_id=file.file_id)
        quarantine.set_aside(loader.quarantine, loader.source.name, file, "refused", outcomes)
        ledger.refuse(loader.connection, file.file_id, faults[0].code)
        ledger.add_outcomes(loader.connection, loader.source.name, loader.run_id, outcomes)
        loader.counts.update(refused=1)


def _faults_in(error: Exception) -> Sequence[Fault]:
    """Why a file does not load; the words of the error itself can hold values, so they are not repeated."""
    if isinstance(error, _Spoilt):
        return error.faults
    reason = error.sqlstate if isinstance(error, psycopg.Error) else type(error).__name__
    return (Fault("L009", fields={"reden": reason}),)
