"""Look into a zip without trusting it: which members can be taken in, and why the others cannot.

Reads   one zip of an inbox
Gives   its members, each with a fault or a content in pieces; a faulty member leaves its neighbours alone

A zip says how large a member will be; what counts is how large it gets while it is read.
"""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import IO

from ingestion.inbox import MEGABYTE, name_fault, size_fault
from ingestion.outcomes import Fault

SIGNATURE = b"PK\x03\x04"
EMPTY_SIGNATURE = b"PK\x05\x06"
MOST_MEMBERS = 10_000
MOST_UNPACKED_BYTES = 2_000 * MEGABYTE
MOST_RATIO = 100
RATIO_COUNTS_FROM = MEGABYTE
PIECE_BYTES = MEGABYTE
ENCRYPTED = 0x1
NAMES_ARE_UTF8 = 0x800
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


class ArchiveFault(Exception):
    """The archive, or the member being read, is not sound; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


@dataclass(frozen=True)
class Member:
    """One file in a zip; `fault` is what the directory of the zip already says against it."""

    name: str
    size_bytes: int
    fault: Fault | None
    entry: zipfile.ZipInfo


class Archive:
    """An opened zip. Raises ArchiveFault when the whole of it is to be refused."""

    def __init__(self, file: IO[bytes], largest_bytes: int) -> None:
        self._largest = largest_bytes
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
            raise _refused("het is beschadigd of afgebroken") from None
        entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        if not entries:
            raise _refused("er zit geen bestand in")
        if len(entries) > MOST_MEMBERS:
            raise _refused(f"het bevat meer dan {MOST_MEMBERS} bestanden")
        if sum(entry.file_size for entry in entries) > MOST_UNPACKED_BYTES:
            raise _refused(f"het wordt uitgepakt groter dan {MOST_UNPACKED_BYTES // MEGABYTE} MB")
        if _overlap(entries):
            raise _refused("bestanden erin overlappen elkaar")
        self._entries = entries

    def members(self) -> list[Member]:
        """The files in the zip, in its own order; folders are left out."""
        return [Member(_name_of(entry), entry.file_size, self._fault_of(entry), entry) for entry in self._entries]

    def pieces(self, member: Member) -> Iterator[bytes]:
        """The content of a member. Raises ArchiveFault when it is not what the zip said."""
        try:
            with self._zip.open(member.entry) as content:
                left = member.size_bytes
                while piece := content.read(PIECE_BYTES):
                    left -= len(piece)
                    if left < 0:
                        raise _refused("een bestand erin is groter dan het archief zegt")
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError):
            raise _refused("een bestand erin is beschadigd") from None

    def _fault_of(self, entry: zipfile.ZipInfo) -> Fault | None:
        if entry.flag_bits & ENCRYPTED:
            return _refused("het is met een wachtwoord versleuteld").fault
        if entry.compress_type not in METHODS:
            return _refused("het is ingepakt op een manier die niet wordt gelezen").fault
        ratio = entry.file_size / max(entry.compress_size, 1)
        if entry.file_size > RATIO_COUNTS_FROM and ratio > MOST_RATIO:
            return _refused(f"een bestand erin wordt meer dan {MOST_RATIO} keer zo groot").fault
        return name_fault(_name_of(entry)) or size_fault(entry.file_size, self._largest)


def is_archive(start: bytes) -> bool:
    """True for content that begins as a zip does."""
    return start.startswith((SIGNATURE, EMPTY_SIGNATURE))


def _name_of(entry: zipfile.ZipInfo) -> str:
    """The name as it was written. Many tools write UTF-8 without saying so, which then reads as code page 437."""
    if entry.flag_bits & NAMES_ARE_UTF8:
        return entry.orig_filename
    try:
        return entry.orig_filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.orig_filename


def _overlap(entries: list[zipfile.ZipInfo]) -> bool:
    """Members that share bytes make a small zip huge."""
    spans = sorted((entry.header_offset, entry.header_offset + entry.compress_size) for entry in entries)
    return any(end > start for (_, end), (start, _) in pairwise(spans))


def _refused(reason: str) -> ArchiveFault:
    return ArchiveFault(Fault("F011", fields={"reden": reason}))
