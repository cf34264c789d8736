"""A fuzzed delivery, and what every verdict on one must be.

cases()    hypothesis strategy: a valid message of one of the types and releases, and the changes made to it
fuzz()     a check held against many of them
judged()   the fate of a case; raises AssertionError where the intake does what it may never do

Nothing here says which cases are sound: what must hold, holds of every byte sequence.
"""

import hashlib
import io
import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, given, seed, settings, strategies
from lxml import etree

from ingestion.archive import Archive, ArchiveFault, is_archive
from ingestion.guard import safe_parser
from ingestion.outcomes import Fault, load_meldingen, outcomes_for, reaction_to
from ingestion.sources import LandedFile
from ingestion.sources.ijw_iwmo.catalogue import NAMESPACE, load_catalogue
from ingestion.sources.ijw_iwmo.layout import row_sources
from ingestion.sources.ijw_iwmo.source import SOURCE
from ingestion.validate import status_after
from tests.ingestion.fuzz.changes import AROUND, INSIDE, OUTSIDE, Change
from tests.ingestion.messages import SPELLINGS, Writer, all_types
from tests.ingestion.sources.ijw_iwmo.reference import elements_at

RELEASES = ("3.0", "3.1", "3.2", "3.2", "3.2")
"""Most of the release in use, of which there are official schemas to compare with."""

RECOGNISABLE = 5
"""A shorter text of a person may stand in a message by chance."""

LARGEST = 1 << 20
DEEPEST = 4


@dataclass(frozen=True)
class Case:
    """A valid message and the changes that are made to it, in this order."""

    wet: str
    berichtsoort: str
    release: str
    seed: int
    changes: tuple[Change, ...]

    @property
    def data(self) -> bytes:
        rng = random.Random(self.seed)  # noqa: S311 - a seed, not a secret
        data = base(self.wet, self.berichtsoort, self.release, self.seed % 50)
        for change in self.changes:
            data = change(rng, data)
        return data

    @property
    def persons(self) -> set[str]:
        """What stands in the message about a person, where it is long enough to recognise."""
        return personal_texts(base(self.wet, self.berichtsoort, self.release, self.seed % 50))

    def __repr__(self) -> str:
        names = [change.__name__ for change in self.changes]
        return f"Case({self.wet} {self.berichtsoort} {self.release} {self.seed}: {', '.join(names)})"


@dataclass(frozen=True)
class Fate:
    """What became of one file in a delivery: its code, `loaded` or `unpacked`; `data` is the file."""

    code: str
    data: bytes


@cache
def base(wet: str, berichtsoort: str, release: str, seed: int) -> bytes:
    spelling = SPELLINGS[seed % len(SPELLINGS)] if seed % 3 == 0 else SPELLINGS[0]
    fill = (0.2, 0.6, 1)[seed % 3]
    return Writer(wet, berichtsoort, seed, spelling=spelling, fill=fill, release=release).message()


@cache
def personal_names() -> frozenset[str]:
    catalogue = load_catalogue()
    return frozenset(
        element.name
        for message in catalogue.messages.values()
        for element in message.elements
        if element.kind == "leaf" and catalogue.datatypes[element.datatype].is_personal
    )


def personal_texts(data: bytes) -> set[str]:
    root = etree.fromstring(data, safe_parser())
    texts = {
        (node.text or "").strip()
        for node in root.iter(etree.Element)
        if etree.QName(node).localname in personal_names()
    }
    return {text for text in texts if len(text) >= RECOGNISABLE}


def cases() -> strategies.SearchStrategy[Case]:
    inside = strategies.lists(strategies.sampled_from(INSIDE), max_size=3)
    around = strategies.lists(strategies.sampled_from(AROUND), max_size=2)
    outside = strategies.lists(strategies.sampled_from(OUTSIDE), max_size=2)
    wrapped = strategies.tuples(inside, around, outside).map(lambda parts: tuple(parts[0] + parts[1] + parts[2]))
    bare = strategies.lists(strategies.sampled_from(INSIDE), min_size=1, max_size=3).map(tuple)
    return strategies.builds(
        lambda kind, release, seed, changes: Case(*kind, release, seed, changes),
        strategies.sampled_from(all_types()),
        strategies.sampled_from(RELEASES),
        strategies.integers(0, 2**32),
        strategies.one_of(bare, bare, bare, wrapped),
    )


def fuzz(check: Callable[[Case], None], runs: int, chance: int) -> None:
    """Hold so many cases against a check; the same chance gives the same cases."""
    quietly = settings(max_examples=runs, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    seed(chance)(quietly(given(cases())(check)))()


def judged(case: Case) -> list[Fate]:
    """Land, judge and read a case as the intake does. Raises AssertionError for what may never be."""
    fates = list(_opened(case.data, case.persons, 0))
    assert fates, "a delivery without a verdict"
    return fates


def _opened(data: bytes, persons: set[str], depth: int) -> Iterator[Fate]:
    if is_archive(data[:4]) and depth == 0:
        yield from _members(data, persons)
        return
    examined = SOURCE.examine(data, "bericht.xml", is_production=False)
    _check_words(examined.faults, persons)
    status, code = status_after(examined.faults)
    payload = SOURCE.envelope_of(examined)
    if status != "valid":
        assert code in load_meldingen()
        yield Fate(str(code), data)
    elif payload is not None:
        yield Fate("unpacked", data)
        if payload.payload and depth < DEEPEST:
            yield from _opened(payload.payload, persons, depth + 1)
    elif examined.berichtsoort in {soort for _, soort in load_catalogue().messages}:
        yield _read(data, examined.wet, examined.berichtsoort, examined.release, persons)
    else:
        yield Fate("noted", data)


def _members(data: bytes, persons: set[str]) -> Iterator[Fate]:
    try:
        archive = Archive(io.BytesIO(data), LARGEST)
        for member in archive.members():
            if member.fault:
                _check_words([member.fault], persons)
                yield Fate(member.fault.code, data)
            else:
                yield from _opened(b"".join(archive.pieces(member)), persons, 1)
    except ArchiveFault as refusal:
        _check_words([refusal.fault], persons)
        yield Fate(refusal.fault.code, data)


def _read(data: bytes, wet: str | None, berichtsoort: str | None, release: str | None, persons: set[str]) -> Fate:
    assert wet
    assert berichtsoort
    digest = hashlib.sha256(data).hexdigest()
    with tempfile.NamedTemporaryFile() as landed:
        landed.write(data)
        landed.flush()
        kind = (wet, berichtsoort, release)
        file = LandedFile(1, digest, "bericht.xml", Path(landed.name), len(data), *kind, date(2026, 7, 1))
        readings = list(SOURCE.read([file]))
    refused = [fault for reading in readings for faults in reading.refused.values() for fault in faults]
    remarks = [fault for reading in readings for faults in reading.remarks.values() for fault in faults]
    _check_words([*refused, *remarks], persons)
    read = {
        name: sum(reading.tables[name].num_rows for reading in readings if name in reading.tables)
        for name in {name for reading in readings for name in reading.tables}
    }
    if refused:
        assert not any(read.values()), "rows of a refused file"
        return Fate(refused[0].code, data)
    assert rows_there(data) == {name: rows for name, rows in read.items() if rows}
    return Fate("loaded", data)


def rows_there(data: bytes) -> dict[str, int]:
    """How many rows each raw table must get of a sound message, counted without our own reader."""
    root = etree.fromstring(data, safe_parser())
    found = NAMESPACE.match(str(etree.QName(root).namespace))
    assert found
    there: dict[str, int] = {}
    for source in row_sources({"ijw": "jeugdwet", "iwmo": "wmo"}[found[1]], found[5]):
        number = len(list(elements_at(root, source.path)))
        if number:
            there[source.table] = there.get(source.table, 0) + number
    return there


def _check_words(faults: Sequence[Fault], persons: set[str]) -> None:
    """Each fault has a code with a Dutch text that says what is wrong and what to do, and holds nothing of a person."""
    for told in outcomes_for(faults, file_name="bericht.xml", step="fuzz"):
        assert told.code in load_meldingen()
        assert told.message.startswith(f"[{told.code}] bericht.xml")
        assert "Verwacht" in told.message, told.message
        assert "Doe: " in told.message, told.message
        assert not [text for text in persons if text in told.message]
        assert reaction_to(told.code) == told.reaction
