"""What lies in an inbox, and what can be said of a file before it is read.

Reads   names, kinds, sizes and times in inbox/<source>/**; never a content, and nothing behind a link
"""

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from ingestion.outcomes import Fault, shown_name

LONGEST_NAME = 200
NAME_SIGNS = frozenset(" .-_()")
USUAL_NAME = re.compile(r"[A-Za-z0-9 _()-][A-Za-z0-9 ._()-]{0,199}")
"""A name that needs no look at each of its signs."""

TEMPORARY_SUFFIXES = (".part", ".tmp", ".filepart", ".partial", ".crdownload", "~")
MEGABYTE = 1 << 20
KINDS = {
    stat.S_IFREG: "een bestand met meer dan één naam",
    stat.S_IFLNK: "een verwijzing",
    stat.S_IFIFO: "een pijp",
    stat.S_IFSOCK: "een socket",
}


class Seen(NamedTuple):
    """One entry of the inbox as the listing found it.

    `name` is its path below the inbox of the source as it is, `path` the same fit to be shown and stored.
    """

    name: str
    path: str
    place: str
    status: os.stat_result

    @property
    def key(self) -> tuple[str, int, int]:
        """By which a delivery is known again: path, size in bytes, time of change in ns."""
        return self.path, self.status.st_size, self.status.st_mtime_ns

    def is_as(self, found: os.stat_result) -> bool:
        """True if a later look found the same file, not written to since."""
        return _identity(found) == _identity(self.status)


def look(folder: Path) -> Iterator[Seen]:
    """Everything but folders below the folder, in order of name.

    A link to a folder is an entry, not followed; so is a folder that may not be read.
    """
    with os.scandir(folder) as listing:
        yield from _look(list(listing), "")


def name_fault(name: str) -> Fault | None:
    """F007 for a name, folders included, that could lead elsewhere, break a log line, or is too long."""
    parts = name.split("/")
    return None if all(map(_is_plain, parts)) else Fault("F007")


def entry_fault(seen: Seen, largest_bytes: int) -> Fault | None:
    """What holds or refuses an entry without reading it; None for a file that can be read."""
    kind = stat.S_IFMT(seen.status.st_mode)
    if kind == stat.S_IFDIR:
        return Fault("F009")
    if kind != stat.S_IFREG or seen.status.st_nlink > 1:
        return Fault("F008", fields={"soort": KINDS.get(kind, "een apparaat")})
    last = seen.name.rpartition("/")[2]
    if last.startswith(".") or last.lower().endswith(TEMPORARY_SUFFIXES):
        return Fault("F002", fields={"reden": "de naam is die van een tijdelijk bestand"})
    return name_fault(seen.name) or size_fault(seen.status.st_size, largest_bytes)


def size_fault(size_bytes: int, largest_bytes: int) -> Fault | None:
    """F001 for an empty content, F010 for one that is too large."""
    if size_bytes == 0:
        return Fault("F001")
    if size_bytes > largest_bytes:
        return Fault("F010", fields={"mb": -(-size_bytes // MEGABYTE), "grens": largest_bytes // MEGABYTE})
    return None


def shown_path(name: str) -> str:
    """A path fit to be shown and stored; where that changes it, with a mark that keeps two such paths apart."""
    shown = "/".join(map(shown_name, name.split("/")))
    if shown == name:
        return name
    return f"{shown}~{sha256(name.encode(errors='surrogateescape')).hexdigest()[:8]}"


def _look(entries: list["os.DirEntry[str]"], above: str) -> Iterator[Seen]:
    for entry in sorted(entries, key=attrgetter("name")):
        name = f"{above}{entry.name}"
        try:
            if entry.is_dir(follow_symlinks=False):
                with os.scandir(entry.path) as listing:
                    inside = list(listing)
                yield from _look(inside, f"{name}/")
            else:
                yield _seen(entry, name)
        except FileNotFoundError:
            continue  # the sender took it away between the listing and the look
        except PermissionError:
            yield _seen(entry, name)


def _seen(entry: "os.DirEntry[str]", name: str) -> Seen:
    return Seen(name, shown_path(name), entry.path, entry.stat(follow_symlinks=False))


def _is_plain(part: str) -> bool:
    """Letters, digits and a few signs; composed first, since some systems write é as two signs."""
    if USUAL_NAME.fullmatch(part):
        return True
    composed = unicodedata.normalize("NFC", part)
    is_plain = all(sign.isalnum() or sign in NAME_SIGNS for sign in composed)
    return is_plain and len(composed) <= LONGEST_NAME and not composed.startswith(".") and composed != ""


def _identity(found: os.stat_result) -> tuple[int, ...]:
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, stat.S_IFMT(found.st_mode)
