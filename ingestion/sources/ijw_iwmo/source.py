"""The source ijw_iwmo as the intake sees it: iJw and iWmo messages, bare, in a zip or in a StUF-GGK envelope."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from ingestion.outcomes import Fault, reaction_to
from ingestion.sources import Envelope, Examination, LandedFile, Reading
from ingestion.sources.ijw_iwmo import layout, parse, structure
from ingestion.sources.ijw_iwmo.oddities import oddities
from ingestion.sources.ijw_iwmo.repetition import shortened
from ingestion.sources.ijw_iwmo.rules.evaluation import judged
from ingestion.sources.ijw_iwmo.sender import sender_of
from ingestion.sources.ijw_iwmo.together import examine_together

LARGEST_BYTES = 200 << 20
TEST_BSN = re.compile(rb"Bsn>\s*(9999[0-9]{5})\s*<")
"""The range of BSNs set apart for tests."""

LONGEST_BSN = 100
"""More bytes than such an element takes."""

CONVERTED = "X011"
"""Told of a message that is not in UTF-8, whatever is in it."""


@dataclass(frozen=True)
class Messages:
    """A Source (ingestion/sources/__init__.py)."""

    name: str = "ijw_iwmo"
    unpacks_archives: bool = True

    @property
    def money(self) -> Mapping[str, tuple[str, str]]:
        return parse.MONEY

    def largest_bytes(self, name: str) -> int:
        return LARGEST_BYTES

    def raw_tables(self) -> Mapping[str, layout.RawTable]:
        return layout.raw_tables()

    def examine(self, data: bytes, name: str, *, is_production: bool) -> structure.Examined:
        test_persons: set[bytes] = set(TEST_BSN.findall(data) if is_production else ())
        return _with_test_persons(_sound(iter((data,))) or _examined(data), test_persons)

    def examine_large(self, pieces: Iterator[bytes], *, is_production: bool) -> structure.Examined | None:
        test_persons: set[bytes] = set()
        examined = _sound(_seeking_test_persons(pieces, test_persons) if is_production else pieces)
        return examined and _with_test_persons(examined, test_persons)

    def examine_together(
        self, contents: Sequence[bytes], *, is_production: bool
    ) -> Sequence[structure.Examined | None]:
        def remarks(data: bytes) -> tuple[Fault, ...]:
            return (*oddities(data, is_utf8=True), *_of_test_persons(TEST_BSN.findall(data) if is_production else ()))

        return examine_together(contents, remarks)

    def envelope_of(self, examined: Examination) -> Envelope | None:
        return examined.envelope if isinstance(examined, structure.Examined) else None

    def read(self, files: Sequence[LandedFile]) -> Iterator[Reading]:
        return judged(parse.read(files), {file.file_id: file.came_in_on for file in files})


def _sound(pieces: Iterator[bytes]) -> structure.Examined | None:
    """The verdict on a sound message of claims, without reading what repeats in it; None for any other message."""
    first = next(pieces, b"")
    kind = structure.kind_named(first)
    if kind is None or not kind.is_loaded:
        return None
    short = shortened(chain((first,), pieces), kind.wet, kind.berichtsoort)
    examined = _examined(short) if short else None
    return examined if examined and all(fault.code == CONVERTED for fault in examined.faults) else None


def _examined(data: bytes) -> structure.Examined:
    found = structure.examine(data)
    found = replace(found, afzender=sender_of(data, found.berichtsoort))
    if found.berichtsoort and all(reaction_to(fault.code) == "warn" for fault in found.faults):
        is_utf8 = not any(fault.code == CONVERTED for fault in found.faults)
        found = replace(found, faults=(*oddities(data, is_utf8=is_utf8), *found.faults))
    return found


def _seeking_test_persons(pieces: Iterator[bytes], found: set[bytes]) -> Iterator[bytes]:
    """The same pieces; BSNs of the test range in them are added to `found`."""
    before = b""
    for piece in pieces:
        found.update(TEST_BSN.findall(before + piece))
        before = piece[-LONGEST_BSN:]
        yield piece


def _with_test_persons(examined: structure.Examined, persons: set[bytes]) -> structure.Examined:
    return replace(examined, faults=(*examined.faults, *_of_test_persons(persons))) if persons else examined


def _of_test_persons(found: Iterable[bytes]) -> tuple[Fault, ...]:
    persons = len(set(found))
    return (Fault("F014", fields={"aantal": persons}),) if persons else ()


SOURCE = Messages()
