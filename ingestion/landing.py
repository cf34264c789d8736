"""The landing folder: every content once, under its own hash, whole or not at all.

Writes  landing/<source>/<first two digits>/<sha256>, by way of landing/<source>/.incoming/

A content is first written aside. `Keep.keep` makes a whole batch durable, then gives each file its name in one step:
after a power cut landing holds whole files only, and none that the ledger knows is missing.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from ingestion.ledger import path_of
from ingestion.sources import LandedFile

FEW = 16
"""Up to this number each file is flushed by itself; beyond it, flushing everything once is faster."""


class DamagedLanding(OSError):
    """A file of landing does not hold the bytes it was landed with: the disk is to be distrusted, not the sender."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} does not hold the bytes that were landed: put it back from a backup, or remove it and offer the "
            "delivery again; and check the disk"
        )


def landed_pieces(file: LandedFile, size: int) -> Iterator[bytes]:
    """The content of a landed file, `size` bytes at a time. Raises DamagedLanding at its end."""
    if file.size_bytes <= size:
        yield read_landed(file)
        return
    digest = hashlib.sha256()
    with file.path.open("rb") as content:
        while piece := content.read(size):
            digest.update(piece)
            yield piece
    if digest.hexdigest() != file.sha256:
        raise DamagedLanding(file.path)


def read_landed(file: LandedFile) -> bytes:
    """The content of a landed file. Raises DamagedLanding."""
    data = _content(file.place, file.size_bytes)
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise DamagedLanding(file.path)
    return data


def _content(place: str | Path, size: int) -> bytes:
    """The bytes of a file that is this long; without a file object, which costs as much as reading a small message."""
    handle = os.open(place, os.O_RDONLY | os.O_CLOEXEC)
    try:
        data = os.read(handle, size + 1)
        while len(data) < size and (more := os.read(handle, size - len(data))):
            data += more
    finally:
        os.close(handle)
    return data


@dataclass
class Keep:
    """Contents on their way into landing. Use as a context: what was not kept is gone at the end.

    Only one process at a time may keep contents of one source (`ledger.only_one`).
    """

    landing: Path
    source: str
    _incoming: dict[str, str] = field(default_factory=dict)
    _number: int = 0

    def __enter__(self) -> "Keep":
        self._aside.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self

    def __exit__(self, *_: object) -> None:
        for sha256 in list(self._incoming):
            self.withdraw(sha256)

    @property
    def _aside(self) -> Path:
        return self.landing / self.source / ".incoming"

    def put(self, pieces: Iterable[bytes], changed_ns: int | None = None) -> tuple[str, int]:
        """Write a content aside, unless landing has it. Gives its SHA-256 and size in bytes.

        The file in landing keeps `changed_ns`, the time at which its sender last changed it.
        """
        source = iter(pieces)
        first, second = next(source, b""), next(source, None)
        if second is None:
            sha256 = hashlib.sha256(first).hexdigest()
            if self._knows(sha256, len(first)):
                return sha256, len(first)
        digest, size = hashlib.sha256(), 0
        self._number += 1
        path = f"{self._aside}/{os.getpid()}-{self._number}"
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                for piece in chain((first,), () if second is None else (second,), source):
                    digest.update(piece)
                    size += len(piece)
                    file.write(piece)
        except BaseException:
            _remove(path)
            raise
        sha256 = digest.hexdigest()
        if self._knows(sha256, size):
            _remove(path)
        else:
            if changed_ns is not None:
                os.utime(path, ns=(changed_ns, changed_ns))
            self._incoming[sha256] = path
        return sha256, size

    def withdraw(self, sha256: str) -> None:
        """Do not keep a content after all."""
        path = self._incoming.pop(sha256, None)
        if path:
            _remove(path)

    def keep(self) -> None:
        """Give everything that was put aside its place, so that it survives a power cut."""
        if not self._incoming:
            return
        _flush(self._incoming.values())
        folders: set[str] = set()
        for sha256, path in self._incoming.items():
            place = path_of(self.landing, self.source, sha256)
            folder = place.rpartition("/")[0]
            if folder not in folders:
                Path(folder).mkdir(mode=0o700, exist_ok=True)
                folders.add(folder)
            os.rename(path, place)  # noqa: PTH104 - thousands of files: a Path each costs more than the call
        _flush([*folders, str(self.landing / self.source)])
        self._incoming.clear()

    def forget_leftovers(self) -> None:
        """Remove what a killed run left aside. Only while no other process lands this source."""
        for path in self._aside.iterdir():
            path.unlink()

    def _knows(self, sha256: str, size: int) -> bool:
        """Landing has the content whole; a file cut short by a power cut does not count."""
        if sha256 in self._incoming:
            return True
        try:
            return os.stat(path_of(self.landing, self.source, sha256)).st_size == size  # noqa: PTH116 - as below
        except FileNotFoundError:
            return False


def _flush(paths: Iterable[str]) -> None:
    waiting = list(paths)
    if len(waiting) > FEW:
        os.sync()
        return
    for path in waiting:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _remove(path: str) -> None:
    with suppress(FileNotFoundError):
        os.unlink(path)  # noqa: PTH108 - as above
