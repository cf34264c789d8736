"""Under which name each content of landing was delivered, and when its sender last changed it.

Writes  landing/<source>/names.tsv: one line per delivery, only ever added to; the zip or envelope it lay in comes last
Gives   both back, so that an empty ledger is filled again from landing alone: the name says which delivery a table
        is, and name or time on which day it was delivered

A name here is one that may be shown: it holds no BSN and no control character. A line that a power cut left half is
skipped; its delivery is offered again, since the ledger does not know it.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

FILE = "names.tsv"
HASH_LENGTH = 64


@dataclass(frozen=True)
class Named:
    """One delivery: the SHA-256 of its content, when its sender last changed it (ns), its name below the inbox.

    `container` is the name of the zip or envelope that it came in.
    """

    sha256: str
    changed_ns: int
    name: str
    container: str | None = None


def note_names(landing: Path, source: str, names: Iterable[Named]) -> None:
    """Add deliveries to the list, so that they survive a power cut."""
    lines = [f"{named.sha256}\t{named.changed_ns}\t{named.name}\t{named.container or ''}\n" for named in names]
    if not lines:
        return
    handle = os.open(landing / source / FILE, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        # on a line of its own, also after one that a power cut left half
        file.write("\n" + "".join(lines))
        file.flush()
        os.fsync(file.fileno())


def read_names(landing: Path, source: str) -> dict[str, Named]:
    """The first delivery of each content, by SHA-256."""
    return {sha256: named[0] for sha256, named in read_deliveries(landing, source).items()}


def read_deliveries(landing: Path, source: str) -> dict[str, list[Named]]:
    """Every delivery of each content, in order, by SHA-256."""
    found: dict[str, list[Named]] = {}
    path = landing / source / FILE
    if not path.exists():
        return found
    with path.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            sha256, _, rest = line.rstrip("\n").partition("\t")
            changed, _, named = rest.partition("\t")
            name, _, container = named.partition("\t")
            if len(sha256) == HASH_LENGTH and changed.isdigit() and name:
                found.setdefault(sha256, []).append(Named(sha256, int(changed), name, container or None))
    return found
