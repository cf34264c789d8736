"""What a step decided about a file, in words that the sender can act on.

Reads   meldingen.csv here and in each source: code;reaction;text (Dutch; the text runs to the end of the line)
Gives   Fault (what is wrong, found by a check) and Outcome (what a step decided, ready to store and to send)

A message names file, place, what is wrong, what was expected and what to do. It never holds the value of a
personal field: checks put names of elements, counts and limits in `fields`, never what a person's record says.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
REACTIONS = frozenset({"accept", "skip", "hold", "refuse", "warn"})
PLACES_SHOWN = 3
LONGEST_FIELD = 120
PERSON_DIGITS = 9
ORDINARY_NAME = re.compile(r"(?!.*[0-9]{9})[A-Za-z0-9 ._()-]{1,120}")


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: its code, where in the file, and the words that the text of the code asks for."""

    code: str
    place: str = ""
    fields: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What one step decided about one file; `file_id` is None where the content was never taken in."""

    file_name: str
    file_id: int | None
    step: str
    reaction: str
    code: str
    place: str
    message: str


@dataclass(frozen=True)
class Melding:
    """The reaction and the Dutch text that belong to a code."""

    reaction: str
    text: str


class _Fields(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "onbekend"


@cache
def load_meldingen() -> dict[str, Melding]:
    """All codes with their reaction and text. Raises ValueError when a code stands twice or its reaction is unknown."""
    found: dict[str, Melding] = {}
    for path in [FOLDER / "meldingen.csv", *sorted(FOLDER.glob("sources/**/meldingen.csv"))]:
        for line in path.read_text("utf-8").splitlines()[1:]:
            code, reaction, text = line.split(";", 2)  # a text may hold semicolons, so it comes last and unquoted
            if code in found or reaction not in REACTIONS:
                raise ValueError(f"{path.name}: code {code} stands twice or has an unknown reaction")
            found[code] = Melding(reaction, text)
    return found


def reaction_to(code: str) -> str:
    """What a step does on this code: accept, skip, hold, refuse or warn."""
    return load_meldingen()[code].reaction


def outcome(
    code: str, *, file_name: str, step: str, file_id: int | None = None, place: str = "", **fields: object
) -> Outcome:
    """Word one decision. `file_name` must be a shown name (see `shown_name`); unknown fields read as 'onbekend'."""
    melding = load_meldingen()[code]
    words = _Fields({name: _printable(value) for name, value in fields.items()} | {"bestand": file_name})
    where = f"{file_name}, {place}" if place else file_name
    message = f"[{code}] {where}: {melding.text.format_map(words)}"
    return Outcome(file_name, file_id, step, melding.reaction, code, place, message)


def outcomes_for(
    faults: Iterable[Fault], *, file_name: str, step: str, file_id: int | None = None
) -> tuple[Outcome, ...]:
    """Word the faults of one file; equal faults become one message with their number and the first three places."""
    return tuple(
        outcome(fault.code, file_name=file_name, step=step, file_id=file_id, place=fault.place, **fault.fields)
        for fault in _together(faults)
    )


def shown_name(name: str) -> str:
    """A file name as it may stand in a log or a message: no control characters, no BSN, at most 120 characters."""
    if ORDINARY_NAME.fullmatch(name):
        return name
    return _without_bsn(_printable(name)) or "(zonder naam)"


def is_bsn(digits: str) -> bool:
    """True for nine digits that pass the 11-proef (iStandaarden CS002)."""
    if not (len(digits) == PERSON_DIGITS and digits.isascii() and digits.isdigit()) or digits == "0" * PERSON_DIGITS:
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True)) % 11 == 0


def _together(faults: Iterable[Fault]) -> Iterator[Fault]:
    found = list(faults)
    if len(found) == 1:
        yield found[0]
        return
    groups: dict[tuple[str, tuple[tuple[str, str], ...]], list[Fault]] = {}
    for fault in found:
        words = tuple(sorted((name, str(value)) for name, value in fault.fields.items()))
        groups.setdefault((fault.code, words), []).append(fault)
    for equal in groups.values():
        first = equal[0]
        if len(equal) == 1:
            yield first
            continue
        places = [fault.place for fault in equal[:PLACES_SHOWN] if fault.place]
        rest = f" en nog {len(equal) - PLACES_SHOWN}" if len(equal) > PLACES_SHOWN else ""
        yield Fault(first.code, f"{len(equal)} keer: {'; '.join(places)}{rest}", first.fields)


def _printable(value: object) -> str:
    """Control, format and surrogate characters would break a log line or hide what a name says."""
    text = str(value)
    if not text.isprintable():
        text = "".join(character if character.isprintable() else "?" for character in text)
    return text if len(text) <= LONGEST_FIELD else f"{text[: LONGEST_FIELD - 1]}…"


def _without_bsn(text: str) -> str:
    shown: list[str] = []
    digits = ""
    for character in f"{text}\0":
        if character.isascii() and character.isdigit():
            digits += character
            continue
        shown.append("*" * len(digits) if is_bsn(digits) else digits)
        shown.append(character)
        digits = ""
    return "".join(shown).removesuffix("\0")
