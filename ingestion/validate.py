"""Decide about every landed file: valid, refused or held, and say why.

Reads   meta.files (landed, and held: looked at again each night), landing/<source>/**
Writes  meta.files, meta.outcomes, quarantine/<source>/**; what came out of an envelope also to landing
Run     warehouse ingest, or the DAG of the source

What a code leads to stands in meldingen.csv: one that refuses outweighs one that holds; remarks let a file through, and
a code that is accepted as it is says all that the file has to say. A sound envelope is unpacked: what lies in it is
judged as a file of its own, in the same run.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg

from ingestion import ledger, quarantine
from ingestion.landing import landed_pieces, read_landed
from ingestion.ledger import Verdict
from ingestion.outcomes import Fault, Outcome, outcomes_for, reaction_to
from ingestion.sources import (
    ComparesDeliveries,
    Envelope,
    ExaminesInPieces,
    HandsBack,
    LandedFile,
    OpensEnvelopes,
    Source,
    load_source,
)
from ingestion.unpack import enter_unpacked, unpack

STEP = "validate"
BATCH_FILES = 500
BATCH_BYTES = 64 << 20
PIECE_BYTES = 2 << 20
LARGE_BYTES = 4 << 20
"""A file of more is not taken into memory, where its source can judge it in pieces."""

STATUS_OF = {"refuse": "refused", "hold": "held", "accept": "noted"}
STATUSES = ("valid", "refused", "held", "unpacked", "noted")
PUT_ASIDE = ("refused", "held")


@dataclass(frozen=True)
class _Judged:
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
    compares: ComparesDeliveries | None
    hands_back: HandsBack | None
    opens: OpensEnvelopes | None
    is_production: bool

    @classmethod
    def of(cls, connection: psycopg.Connection, source: Source, is_production: bool) -> "_Judge":
        in_pieces = source if isinstance(source, ExaminesInPieces) else None
        compares = source if isinstance(source, ComparesDeliveries) else None
        hands_back = source if isinstance(source, HandsBack) else None
        opens = source if isinstance(source, OpensEnvelopes) else None
        return cls(connection, source, in_pieces, compares, hands_back, opens, is_production)

    def judge(self, file: LandedFile) -> _Judged:
        data, examined = b"", None
        if self.in_pieces and file.size_bytes > LARGE_BYTES:
            examined = self.in_pieces.examine_large(landed_pieces(file, PIECE_BYTES), is_production=self.is_production)
        if examined is None:
            data = read_landed(file)
            examined = self.source.examine(data, file.name, is_production=self.is_production)
        faults = examined.faults
        if self.compares and status_after(faults)[0] == "valid":
            with ledger.transaction(self.connection):
                faults += self.compares.compare(self.connection, file, examined)
        status, code = status_after(faults)
        envelope = self.opens.envelope_of(examined) if self.opens else None
        if envelope and envelope.payload and status == "valid":
            status = "unpacked"
        verdict = Verdict(
            file.file_id, status, code, examined.wet, examined.berichtsoort, examined.release, examined.afzender
        )
        outcomes = outcomes_for(faults, file_name=file.name, step=STEP, file_id=file.file_id)
        marked = self.hands_back.marked_copy(data, examined) if self.hands_back else None
        return _Judged(file, verdict, outcomes, marked, envelope)


def validate_files(
    connection: psycopg.Connection,
    *,
    source: str,
    landing: Path,
    quarantine: Path,
    run_id: str,
    is_production: bool,
) -> dict[str, int]:
    """Judge every file that is landed or held, and what lies in envelopes. Counts files by verdict. Can run twice."""
    judge = _Judge.of(connection, load_source(source), is_production)
    counts: Counter[str] = Counter()
    with ledger.only_one(connection, STEP, source):
        undecided = _files_in(connection, source, landing, ("landed", "held"))
        while undecided:
            for batch in _batches(undecided):
                decided = [judge.judge(file) for file in batch]
                _put_aside(quarantine, source, decided)
                _enter(connection, source, landing, run_id, decided)
                counts.update(judged.verdict.status for judged in decided)
            # all that was landed is decided: what is landed now came out of envelopes
            undecided = _files_in(connection, source, landing, ("landed",)) if counts["unpacked"] else []
    return {"examined": counts.total(), **{status: counts[status] for status in STATUSES}}


def _enter(connection: psycopg.Connection, source: str, landing: Path, run_id: str, decided: Sequence[_Judged]) -> None:
    """The verdicts of a batch and what came out of its envelopes: all in the ledger, or nothing."""
    opened = [(judged.file, judged.envelope) for judged in decided if judged.envelope]
    unpacked = unpack(connection, source=source, landing=landing, opened=opened)
    with ledger.transaction(connection):
        ledger.decide(connection, [judged.verdict for judged in decided])
        ledger.add_outcomes(connection, source, run_id, [told for judged in decided for told in judged.outcomes])
        enter_unpacked(connection, source, unpacked, run_id)


def _files_in(connection: psycopg.Connection, source: str, landing: Path, statuses: Sequence[str]) -> list[LandedFile]:
    with ledger.transaction(connection):
        return ledger.files_in(connection, source, landing, statuses=statuses)


def status_after(faults: Sequence[Fault]) -> tuple[str, str | None]:
    """The state of a file with these faults, and the code that decided it."""
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
