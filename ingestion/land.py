"""Take what senders dropped into landing, unchanged and once.

Reads   inbox/<source>/** (left untouched), meta.files, meta.deliveries
Writes  landing/<source>/**, meta.files, meta.deliveries, meta.outcomes
Run     warehouse ingest, or the DAG of the source

A delivery is known by path, size and time of change: known ones cost one query and are not read. A file is looked at
in the listing and again after it was read; if it changed in between it is held, as is one that was written to just
before the listing and changes within SETTLE_SECONDS. A zip is taken in whole: its members and its own row in one
transaction.
"""

import errno
import os
import stat
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path

import psycopg

from ingestion import ledger
from ingestion.archive import Archive, ArchiveFault, is_archive
from ingestion.clock import clock_fault
from ingestion.deliveries import Delivery, add_deliveries, known_deliveries
from ingestion.inbox import Seen, entry_fault, look, shown_path
from ingestion.landed_names import Named, note_names, read_names
from ingestion.landing import Keep
from ingestion.ledger import KnownFile, NewFile
from ingestion.outcomes import Fault, Outcome, outcomes_for, reaction_to
from ingestion.sources import Source, load_source

STEP = "land"
BATCH_FILES = 500
BATCH_BYTES = 64 << 20
PIECE_BYTES = 1 << 20
SETTLE_SECONDS = 1.0
IN_LEDGER = {"hold": "held", "refuse": "refused"}


@dataclass
class Taken:
    """What taking in some entries gave, before the ledger knows it."""

    files: list[NewFile] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)


class _Changed(Exception):
    """The entry is not as it was at the first look."""


def land_files(
    connection: psycopg.Connection,
    *,
    source: str,
    inbox: Path,
    landing: Path,
    run_id: str,
    settle_seconds: float = SETTLE_SECONDS,
) -> dict[str, int]:
    """Land everything new in inbox/<source>. Counts deliveries: offered, known, and by reaction. Can run twice."""
    kind = load_source(source)
    counts: Counter[str] = Counter()
    folder = inbox / source
    with ledger.only_one(connection, STEP, source), Keep(landing, source) as keep:
        keep.forget_leftovers()
        _note_clock(connection, source, run_id)
        looked_at = time.time()
        offered = list(look(folder)) if folder.is_dir() else []
        with ledger.transaction(connection):
            keys = [seen.key for seen in offered]
            known = known_deliveries(connection, source, keys)
        counts.update(offered=len(offered), known=len(known))
        new = [seen for seen, key in zip(offered, keys, strict=True) if key not in known]
        calm_before = looked_at - settle_seconds
        fresh = [seen for seen in new if seen.status.st_mtime > calm_before]
        for batch in _batches([seen for seen in new if seen.status.st_mtime <= calm_before]):
            counts.update(_land(connection, kind, batch, keep, run_id))
        if fresh:
            time.sleep(max(0.0, looked_at + settle_seconds - time.time()))
        for batch in _batches(fresh):
            counts.update(_land(connection, kind, batch, keep, run_id))
    return {name: counts[name] for name in ("offered", "known", "landed", "unpacked", "skipped", "held", "refused")}


def _note_clock(connection: psycopg.Connection, source: str, run_id: str) -> None:
    with ledger.transaction(connection):
        fault = clock_fault(connection)
        if fault:
            ledger.add_outcomes(connection, source, run_id, outcomes_for([fault], file_name="lading", step=STEP))


def relearn_landing(connection: psycopg.Connection, *, source: str, landing: Path) -> int:
    """Enter into an empty ledger what lies in landing, under the name it was first delivered with.

    A content of which landing has lost the name gets its hash for one. Gives the number of new files.
    """
    names = read_names(landing, source)
    found: list[NewFile] = []
    for path in sorted((landing / source).glob("[0-9a-f][0-9a-f]/*")):
        named = names.get(path.name)
        if named:
            os.utime(path, ns=(named.changed_ns, named.changed_ns))
        name, container = (named.name, named.container) if named else (path.name, None)
        channel = "zip" if container else "bestand"  # of what lay in an envelope, validate says it
        kept = path.stat()
        file_id = ledger.file_id_of(path.name)
        found.append(NewFile(file_id, path.name, name, container, kept.st_size, kept.st_mtime_ns, channel))
    with ledger.only_one(connection, STEP, source), ledger.transaction(connection):
        return len(ledger.add_files(connection, source, found))


def _batches(entries: Sequence[Seen]) -> Iterator[list[Seen]]:
    batch: list[Seen] = []
    size = 0
    for seen in entries:
        batch.append(seen)
        size += seen.status.st_size
        if len(batch) == BATCH_FILES or size > BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _land(
    connection: psycopg.Connection, source: Source, batch: Sequence[Seen], keep: Keep, run_id: str
) -> Counter[str]:
    taken = Taken()
    for seen in batch:
        _take(source, seen, keep, taken)
    keep.keep()
    landed = [told for told in taken.deliveries if told.file_id is not None]
    note_names(
        keep.landing,
        source.name,
        [
            Named(file.sha256, told.mtime_ns, file.name, file.container)
            for file, told in zip(taken.files, landed, strict=True)
        ],
    )
    with ledger.transaction(connection):
        enter(connection, source.name, taken, run_id)
    return Counter(delivery.reaction for delivery in taken.deliveries)


def _take(source: Source, seen: Seen, keep: Keep, taken: Taken) -> None:
    """Take in one entry: at most one fault, one file, or the members of a zip."""
    fault = entry_fault(seen, source.largest_bytes(seen.name))
    if fault:
        _note(taken, seen.key, fault)
        return
    found = Taken()
    try:
        with _opened(seen) as file:
            if source.unpacks_archives and is_archive(file.peek(4)[:4]):
                _unpack(source, seen, file, keep, found)
            else:
                sha256, size = keep.put(_pieces(file, seen.status.st_size), seen.status.st_mtime_ns)
                changed_ns = seen.status.st_mtime_ns
                new = NewFile(ledger.file_id_of(sha256), sha256, seen.path, None, size, changed_ns)
                _note_file(found, new, seen.key)
            if not seen.is_as(os.fstat(file.fileno())):
                raise _Changed
    except (_Changed, FileNotFoundError):
        for sha256 in {file.sha256 for file in found.files} - {file.sha256 for file in taken.files}:
            keep.withdraw(sha256)
        _note(taken, seen.key, Fault("F002", fields={"reden": "het is veranderd terwijl het werd bekeken"}))
        return
    except PermissionError:
        _note(taken, seen.key, Fault("F009"))
        return
    taken.files += found.files
    taken.deliveries += found.deliveries
    taken.outcomes += found.outcomes


def _opened(seen: Seen) -> BufferedReader:
    """The file, if it still is what the listing saw: no link is followed and no pipe waited for."""
    try:
        handle = os.open(seen.place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if error.errno in {errno.ELOOP, errno.ENXIO}:
            raise _Changed from error
        raise
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise _Changed
    return open(handle, "rb")  # noqa: PTH123 - the caller closes it; a descriptor has no path


def _pieces(file: BufferedReader, size: int) -> Iterator[bytes]:
    """The content, up to one byte more than it was: a file that grows is not read for ever."""
    left = size + 1
    while left > 0:
        asked = min(PIECE_BYTES, left)
        piece = file.read(asked)
        yield piece
        left = left - asked if len(piece) == asked else 0


def _unpack(source: Source, seen: Seen, file: BufferedReader, keep: Keep, found: Taken) -> None:
    try:
        archive = Archive(file, source.largest_bytes(seen.name))
    except ArchiveFault as error:
        _note(found, seen.key, error.fault)
        return
    for member in archive.members():
        path = shown_path(f"{seen.name}/{member.name}")
        key = (path, member.size_bytes, seen.status.st_mtime_ns)
        if member.fault:
            _note(found, key, member.fault)
            continue
        try:
            pieces = archive.pieces(member)
            first = next(pieces, b"")
            if is_archive(first):
                raise ArchiveFault(Fault("F011", fields={"reden": "het is een archief in een archief"}))
            sha256, size = keep.put(_with(first, pieces), seen.status.st_mtime_ns)
        except ArchiveFault as error:
            _note(found, key, error.fault)
            continue
        new = NewFile(ledger.file_id_of(sha256), sha256, path, seen.path, size, seen.status.st_mtime_ns, "zip")
        _note_file(found, new, key)
    found.deliveries.append(Delivery(*seen.key, "unpacked"))


def _with(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _note(taken: Taken, key: tuple[str, int, int], fault: Fault) -> None:
    taken.deliveries.append(Delivery(*key, IN_LEDGER[reaction_to(fault.code)], None, fault.code))
    taken.outcomes += outcomes_for([fault], file_name=key[0], step=STEP)


def _note_file(taken: Taken, file: NewFile, key: tuple[str, int, int]) -> None:
    taken.files.append(file)
    taken.deliveries.append(Delivery(*key, "landed", file.file_id))


def enter(connection: psycopg.Connection, source: str, taken: Taken, run_id: str) -> None:
    """Write a batch to the ledger; what turns out to be known already becomes a skipped delivery."""
    added = ledger.add_files(connection, source, taken.files)
    known = ledger.known_files(connection, {file.file_id for file in taken.files})
    for number, delivery in enumerate(taken.deliveries):
        if delivery.file_id is None:
            continue
        if delivery.file_id in added:
            added.discard(delivery.file_id)
            continue
        fault = _known_fault(delivery, known[delivery.file_id])
        taken.deliveries[number] = Delivery(*delivery.key, "skipped", delivery.file_id, fault.code)
        taken.outcomes += outcomes_for([fault], file_name=delivery.path, step=STEP, file_id=delivery.file_id)
    add_deliveries(connection, source, run_id, taken.deliveries)
    ledger.add_outcomes(connection, source, run_id, taken.outcomes)


def _known_fault(delivery: Delivery, earlier: KnownFile) -> Fault:
    """F004 for the same content under the same name, F005 under another."""
    words: dict[str, object] = {"datum": f"{earlier.landed_at:%d-%m-%Y}", "eerder_bestand": earlier.name}
    return Fault("F004" if earlier.name == delivery.path else "F005", fields=words)
