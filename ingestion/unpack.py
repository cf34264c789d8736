"""Take what lies in an envelope out of it, as a file of its own.

Reads   the envelopes that validate opened
Writes  landing/<source>/**, meta.files, meta.deliveries, meta.outcomes

The envelope stays in landing as it came. Its payload gets the name of the envelope and its own name, as the members of
a zip do, and with them when it was sent, under which reference and as what. Opening an envelope again (after a release
or a replay) enters nothing twice.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from ingestion import ledger
from ingestion.deliveries import Delivery
from ingestion.land import STEP as LAND
from ingestion.land import Taken, enter
from ingestion.landed_names import Named, note_names
from ingestion.landing import Keep
from ingestion.ledger import NewFile, Receipt
from ingestion.sources import Envelope, LandedFile


@dataclass
class Unpacked:
    """What came out of some envelopes, before the ledger knows it."""

    taken: Taken = field(default_factory=Taken)
    receipts: list[Receipt] = field(default_factory=list)


@contextmanager
def unpacked(
    connection: psycopg.Connection,
    *,
    source: str,
    landing: Path,
    opened: Sequence[tuple[LandedFile, Envelope]],
) -> Iterator[Unpacked]:
    """Put the payloads in landing, so that they survive a power cut. Doing it again changes nothing.

    Within the context no other process lands or unpacks this source, so that two that enter payloads never wait for
    each other's rows.
    """
    found = Unpacked()
    with ledger.only_one(connection, LAND, source), Keep(landing, source) as keep:
        names: list[Named] = []
        for file, envelope in opened:
            found.receipts.append(_receipt(file.file_id, envelope, None, None))
            if not envelope.payload:
                continue
            changed_ns = file.path.stat().st_mtime_ns
            sha256, size = keep.put([envelope.payload], changed_ns)
            name = f"{file.name}/{envelope.name}"
            new = NewFile(ledger.file_id_of(sha256), sha256, name, file.name, size, changed_ns, envelope.channel)
            found.taken.files.append(new)
            found.taken.deliveries.append(Delivery(new.name, size, changed_ns, "landed", new.file_id))
            found.receipts.append(_receipt(new.file_id, envelope, file.name, envelope.channel))
            names.append(Named(sha256, changed_ns, name, file.name))
        keep.keep()
        note_names(landing, source, names)
        yield found


def enter_unpacked(connection: psycopg.Connection, source: str, unpacked: Unpacked, run_id: str) -> None:
    """Enter payloads in the ledger, within the transaction of the caller; not those it has from the same envelope."""
    taken = unpacked.taken
    if taken.files:
        known = ledger.known_files(connection, {file.file_id for file in taken.files})
        is_new = [not (file.file_id in known and known[file.file_id].name == file.name) for file in taken.files]
        taken.files = [file for file, new in zip(taken.files, is_new, strict=True) if new]
        taken.deliveries = [told for told, new in zip(taken.deliveries, is_new, strict=True) if new]
        enter(connection, source, taken, run_id)
    if unpacked.receipts:
        ledger.note_receipts(connection, unpacked.receipts)


def _receipt(file_id: int, envelope: Envelope, container: str | None, channel: str | None) -> Receipt:
    return Receipt(
        file_id, envelope.received_at, envelope.reference, envelope.functie, container, channel, envelope.afzender
    )
