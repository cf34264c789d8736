"""The landing folder: every content once, under its own hash, whole or not at all.

Writes  landing/<source>/<first two digits>/<sha256>, by way of landing/<source>/.incoming/

A content is first written aside. `Keep.keep` makes a whole batch durable, then gives each file its name in one step:
after a power cut landing holds whole files only, and none that the ledger knows is missing.
"""

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from tempfile import mkstemp

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


def read_landed(file: LandedFile) -> bytes:
    """The content of a landed file. Raises DamagedLanding."""
    data = file.path.read_bytes()
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise DamagedLanding(file.path)
    return data


@dataclass
class Keep:
    """Contents on their way into landing. Use as a context: what was not kept is gone at the end."""

    landing: Path
    source: str
    _incoming: dict[str, Path] = field(default_factory=dict)

    def __enter__(self) -> "Keep":
        self._aside.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self

    def __exit__(self, *_: object) -> None:
        for path in self._incoming.values():
            path.unlink(missing_ok=True)
        self._incoming.clear()

    @property
    def _aside(self) -> Path:
        return self.landing / self.source / ".incoming"

    def put(self, pieces: Iterable[bytes], changed_ns: int | None = None) -> tuple[str, int]:
        """Write a content aside, unless landing has it. Gives its SHA-256 and size in bytes.

        The file in landing keeps `changed_ns`, the time at which its sender last changed it.
        """
        source = iter(pieces)
        first, second = next(source, b""), next(source, None)
        if second is None and self._knows(hashlib.sha256(first).hexdigest(), len(first)):
            return hashlib.sha256(first).hexdigest(), len(first)
        digest, size = hashlib.sha256(), 0
        handle, name = mkstemp(dir=self._aside)
        path = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                for piece in chain((first,), () if second is None else (second,), source):
                    digest.update(piece)
                    size += len(piece)
                    file.write(piece)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        if self._knows(digest.hexdigest(), size):
            path.unlink()
        else:
            if changed_ns is not None:
                os.utime(path, ns=(changed_ns, changed_ns))
            self._incoming[digest.hexdigest()] = path
        return digest.hexdigest(), size

    def withdraw(self, sha256: str) -> None:
        """Do not keep a content after all."""
        path = self._incoming.pop(sha256, None)
        if path:
            path.unlink()

    def keep(self) -> None:
        """Give everything that was put aside its place, so that it survives a power cut."""
        _flush(self._incoming.values())
        folders: dict[Path, None] = {}
        for sha256, path in self._incoming.items():
            place = path_of(self.landing, self.source, sha256)
            if place.parent not in folders:
                place.parent.mkdir(mode=0o700, exist_ok=True)
            folders[place.parent] = None
            path.rename(place)
        _flush([*folders, self.landing / self.source] if folders else [])
        self._incoming.clear()

    def forget_leftovers(self) -> None:
        """Remove what a killed run left aside. Only while no other process lands this source."""
        for path in self._aside.iterdir():
            path.unlink()

    def _knows(self, sha256: str, size: int) -> bool:
        place = path_of(self.landing, self.source, sha256)
        return sha256 in self._incoming or (place.exists() and place.stat().st_size == size)


def _flush(paths: Iterable[Path]) -> None:
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
