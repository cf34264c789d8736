"""What people decided about deliveries that were held for being much smaller, kept where a replay finds it.

Reads, writes  landing/<source>/held.tsv: hash, state (held, passed, released) and, of a hold, its three numbers; only
               ever added to, the last line of a content counts

An empty database has nothing to compare a delivery with: without this list a replay would load what was held.
"""

import os
from dataclasses import dataclass
from pathlib import Path

FILE = "held.tsv"
HELD, PASSED, RELEASED = "held", "passed", "released"
NUMBERS = ("aantal", "vorige", "procent")


@dataclass(frozen=True)
class Decision:
    """The state of one content, and the numbers for which it was held."""

    state: str
    numbers: dict[str, object]


def read_decisions(landing: Path, source: str) -> dict[str, Decision]:
    """The last decision about each content, by SHA-256. A line that a power cut left half is skipped."""
    path = landing / source / FILE
    found: dict[str, Decision] = {}
    if not path.exists():
        return found
    for line in path.read_text(encoding="utf-8").splitlines():
        sha256, *rest = line.split("\t")
        if len(rest) == 1 + len(NUMBERS) and all(text.isdigit() for text in rest[1:]):
            found[sha256] = Decision(rest[0], {name: int(text) for name, text in zip(NUMBERS, rest[1:], strict=True)})
    return found


def note_decision(landing: Path, source: str, sha256: str, decision: Decision) -> None:
    """Add a decision, so that it survives a power cut."""
    numbers = "\t".join(str(decision.numbers[name]) for name in NUMBERS)
    handle = os.open(landing / source / FILE, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"\n{sha256}\t{decision.state}\t{numbers}\n")
        file.flush()
        os.fsync(file.fileno())


def note_release(landing: Path, source: str, sha256: str) -> None:
    """A person let a delivery through that was held for its size; nothing is noted of any other."""
    known = read_decisions(landing, source).get(sha256)
    if known and known.state == HELD:
        note_decision(landing, source, sha256, Decision(RELEASED, known.numbers))
