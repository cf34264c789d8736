"""What people decided about deliveries that were held, kept where a replay finds it.

Reads, writes  landing/<source>/held.tsv: hash, state (held, passed, released) and the three numbers of a delivery that
               was held for being much smaller; or the state comparable, of one of which a person said that a series in
               it goes on. Only ever added to; the last line of a content counts, and comparable stands beside it

An empty database has nothing to compare a delivery with: without this list a replay would load what was held.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FILE = "held.tsv"
HELD, PASSED, RELEASED = "held", "passed", "released"
COMPARABLE = "comparable"
OTHER_SERIES = "S004"
"""The code of a delivery that is held because a series in it does not seem to go on."""

NUMBERS = ("aantal", "vorige", "procent")


@dataclass(frozen=True)
class Decision:
    """The state of one content, and the numbers for which it was held."""

    state: str
    numbers: dict[str, object]


def read_decisions(landing: Path, source: str) -> dict[str, Decision]:
    """The last decision about each content, by SHA-256. A line that a power cut left half is skipped."""
    return {
        sha256: Decision(state, {name: int(text) for name, text in zip(NUMBERS, numbers, strict=True)})
        for sha256, state, *numbers in _lines(landing, source)
        if state != COMPARABLE
    }


def is_comparable(landing: Path, source: str, sha256: str) -> bool:
    """Whether a person said of this content that a series in it goes on."""
    return any(line[:2] == [sha256, COMPARABLE] for line in _lines(landing, source))


def _lines(landing: Path, source: str) -> Iterator[list[str]]:
    path = landing / source / FILE
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        parts = line.split("\t")
        if len(parts) == 2 + len(NUMBERS) and all(text.isdigit() for text in parts[2:]):
            yield parts


def note_decision(landing: Path, source: str, sha256: str, decision: Decision) -> None:
    """Add a decision, so that it survives a power cut."""
    numbers = "\t".join(str(decision.numbers[name]) for name in NUMBERS)
    handle = os.open(landing / source / FILE, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"\n{sha256}\t{decision.state}\t{numbers}\n")
        file.flush()
        os.fsync(file.fileno())


def note_release(landing: Path, source: str, sha256: str, code: str | None) -> None:
    """A person let a delivery through that was held, with this code; nothing is noted of any other."""
    if code == OTHER_SERIES:
        note_decision(landing, source, sha256, Decision(COMPARABLE, dict.fromkeys(NUMBERS, 0)))
        return
    known = read_decisions(landing, source).get(sha256)
    if known and known.state == HELD:
        note_decision(landing, source, sha256, Decision(RELEASED, known.numbers))
