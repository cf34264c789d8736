"""Decide about every landed file: valid, refused or held, and say why.

Reads   meta.files (landed, and held: looked at again each night), landing/<source>/**
Writes  meta.files, meta.outcomes, quarantine/<source>/**; what came out of an envelope also to landing
Run     warehouse ingest, or the DAG of the source

What a code leads to stands in meldingen.csv: one that refuses outweighs one that holds; remarks let a file through, and
a code that is accepted as it is says all that the file has to say. A sound envelope is unpacked: what lies in it is
judged as a file of its own, in the same run. Files are taken on by the batch and locked until they are decided, so that
several processes can share the work; small messages of a batch are judged together.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import psycopg

from ingestion import ledger, quarantine
from ingestion.landing import landed_pieces, read_landed
from ingestion.ledger import Verdict
from ingestion.outcomes import Fault, Outcome, outcomes_for, reaction_to
from ingestion.sources import (
    ComparesDeliveries,
    Envelope,
    Examination,
    ExaminesInPieces,
    ExaminesTogether,
    HandsBack,
    LandedFile,
    OpensEnvelopes,
    Source,
    load_source,
)
from ingestion.unpack import enter_unpacked, unpacked

STEP = "validate"
BATCH_FILES = 2000
BATCH_BYTES = 16 << 20
PIECE_BYTES = 2 << 20
SMALL_BYTES = 64 << 10
LARGE_BYTES = 4 << 20
"""A file of more is not taken into memory, where its source can judge it in pieces."""

STATUS_OF = {"refuse": "refused", "hold": "held", "accept": "noted"}
STATUSES = ("valid", "refused", "held", "unpacked", "noted")
PUT_ASIDE = ("refused", "held")


class _Judged(NamedTuple):
    """One file with its verdict; `marked` is the copy that goes back to the sender, where one can be made."""

    file: LandedFile
    verdict: Verdict
    outcomes: tuple[Outcome, ...]
    marked: bytes | None
    envelope: Envelope | None


@dataclass(frozen=True)
class _Judge:
    """How a source judges; what it may offer besides is asked once, since asking costs more than a small message."""

    connection: psycopg.Connection
    source: Source
    in_pieces: ExaminesInPieces | None
    together: ExaminesTogether | None
    compares: ComparesDeliveries | None
    hands_back: HandsBack | None
    opens: OpensEnvelopes | None
    is_production: bool

    @classmethod
    def of(cls, connection: psycopg.Connection, source: Source, is_production: bool) -> "_Judge":
        in_pieces = source if isinstance(source, ExaminesInPieces) else None
        together = source if isinstance(source, ExaminesTogether) else None
        compares = source if isinstance(source, ComparesDeliveries) else None
        hands_back = source if isinstance(source, HandsBack) else None
        opens = source if isinstance(source, OpensEnvelopes) else None
        return cls(connection, source, in_pieces, together, compares, hands_back, opens, is_production)

    def judge(self, files: Sequence[LandedFile]) -> list[_Judged]:
        """The verdicts, in the order of the files. Runs in the transaction of the caller."""
        small = [file for file in files if file.size_bytes <= SMALL_BYTES] if self.together else []
        contents = [read_landed(file) for file in small]
        found = self.together.examine_together(contents, is_production=self.is_production) if self.together else ()
        known = {file.file_id: seen for file, *seen in zip(small, contents, found, strict=True)}
        return [self._judge(file, *known.get(file.file_id, (b"", None))) for file in files]

    def _judge(self, file: LandedFile, data: bytes, examined: Examination | None) -> _Judged:
        if self.in_pieces and file.size_bytes > LARGE_BYTES:
            examined = self.in_pieces.examine_large(landed_pieces(file, PIECE_BYTES), is_production=self.is_production)
        if examined is None:
            data = data or read_landed(file)
            examined = self.source.examine(data, file.name, is_production=self.is_production)
        faults = examined.faults
        if self.compares and status_after(faults)[0] == "held":
            faults = self.compares.without_lifted(file, faults)
        if self.compares and status_after(faults)[0] == "valid":
            faults += self.compares.compare(self.connection, file, examined)
        status, code = status_after(faults)
        envelope = self.opens.envelope_of(examined) if self.opens else None
        if envelope and envelope.payload and status == "valid":
            status = "unpacked"
        verdict = Verdict(
            file.file_id, status, code, examined.wet, examined.berichtsoort, examined.release, examined.afzender
        )
        outcomes = outcomes_for(faults, file_name=file.name, step=STEP, file_id=file.file_id) if faults else ()
        # what a person let pass is not handed back once more
        is_lifted = len(faults) < len(examined.faults)
        marked = self.hands_back.marked_copy(data, examined) if self.hands_back and not is_lifted else None
        return _Judged(file, verdict, outcomes, marked, envelope)


@dataclass(frozen=True)
class _Validation:
    """What deciding needs to know, apart from the files."""

    judge: _Judge
    landing: Path
    quarantine: Path
    run_id: str
    started_at: datetime

    @property
    def connection(self) -> psycopg.Connection:
        return self.judge.connection

    @property
    def source(self) -> str:
        return self.judge.source.name


def validate_files(
    connection: psycopg.Connection,
    *,
    source: str,
    landing: Path,
    quarantine: Path,
    run_id: str,
    is_production: bool,
) -> dict[str, int]:
    """Judge every file that is landed or held, and what lies in envelopes. Counts files by verdict.

    Can run twice, and twice at once: when it returns, no landed file of the source is left to judge, by this process
    or another.
    """
    with ledger.transaction(connection):
        started_at = ledger.moment(connection)
    judge = _Judge.of(connection, load_source(source), is_production)
    validation = _Validation(judge, landing, quarantine, run_id, started_at)
    counts: Counter[str] = Counter()
    waits = False
    files = _files_in(validation, ("landed", "held"))
    while files:
        decided = Counter(status for batch in _batches(files) for status in _decide_batch(validation, batch, waits))
        counts += decided
        # what is landed still came out of envelopes, or another process has it: that may yet fail
        waits = not decided
        files = _files_in(validation, ("landed",))
    return {"examined": counts.total(), **{status: counts[status] for status in STATUSES}}


def _decide_batch(validation: _Validation, batch: Sequence[LandedFile], waits: bool) -> list[str]:
    """Decide what no other process has of a batch; gives the statuses. Envelopes come after the rest."""
    with ledger.transaction(validation.connection):
        decided = validation.judge.judge(_claimed(validation, batch, waits))
        opened = [judged for judged in decided if judged.envelope]
        closed = [judged for judged in decided if not judged.envelope]
        _enter(validation, closed)
    return [judged.verdict.status for judged in closed + _open(validation, opened)]


def _open(validation: _Validation, judged: Sequence[_Judged]) -> list[_Judged]:
    """Decide about envelopes, and enter what lies in them. Gives those that no other process decided meanwhile."""
    if not judged:
        return []
    opened = [(found.file, found.envelope) for found in judged if found.envelope]
    with (
        unpacked(validation.connection, source=validation.source, landing=validation.landing, opened=opened) as found,
        ledger.transaction(validation.connection),
    ):
        mine = {file.file_id for file in _claimed(validation, [envelope.file for envelope in judged], waits=False)}
        decided = [envelope for envelope in judged if envelope.file.file_id in mine]
        _enter(validation, decided)
        enter_unpacked(validation.connection, validation.source, found, validation.run_id)
    return decided


def _claimed(validation: _Validation, files: Sequence[LandedFile], waits: bool) -> list[LandedFile]:
    """Those that nobody else has, or has held since this run began."""
    mine = ledger.claim(
        validation.connection,
        [file.file_id for file in files],
        statuses=("landed", "held"),
        waits=waits,
        before=validation.started_at,
    )
    return [file for file in files if file.file_id in mine]


def _enter(validation: _Validation, decided: Sequence[_Judged]) -> None:
    """The verdicts of a batch: all in the ledger, or nothing."""
    if not decided:
        return
    _put_aside(validation.quarantine, validation.source, decided)
    ledger.decide(validation.connection, [judged.verdict for judged in decided])
    outcomes = [told for judged in decided for told in judged.outcomes]
    ledger.add_outcomes(validation.connection, validation.source, validation.run_id, outcomes)


def _files_in(validation: _Validation, statuses: Sequence[str]) -> list[LandedFile]:
    with ledger.transaction(validation.connection):
        return ledger.files_in(validation.connection, validation.source, validation.landing, statuses=statuses)


def status_after(faults: Sequence[Fault]) -> tuple[str, str | None]:
    """The state of a file with these faults, and the code that decided it."""
    if not faults:
        return "valid", None
    for reaction, status in STATUS_OF.items():
        for fault in faults:
            if reaction_to(fault.code) == reaction:
                return status, fault.code
    return "valid", None


def _put_aside(folder: Path, source: str, decided: Sequence[_Judged]) -> None:
    quarantine.forget_drafts(folder, source)
    kept = quarantine.hashes_kept(folder, source)
    for judged in decided:
        if judged.verdict.status in PUT_ASIDE:
            quarantine.set_aside(folder, source, judged.file, judged.verdict.status, judged.outcomes)
        elif quarantine.short_hash(judged.file.sha256) in kept:
            quarantine.take_back(folder, source, judged.file)
        if judged.marked is not None:
            quarantine.hand_back(folder, source, judged.file, judged.marked)


def _batches(files: Sequence[LandedFile]) -> Iterator[list[LandedFile]]:
    batch: list[LandedFile] = []
    size = 0
    for file in files:
        batch.append(file)
        size += file.size_bytes
        if len(batch) == BATCH_FILES or size > BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
