"""Cities that several tests look at, each made once per test run."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from synthetic import make_city
from synthetic.faulty import FOLDER

_FOLDERS: list[TemporaryDirectory[str]] = []
"""Kept until the process ends; each removes itself then."""


@dataclass(frozen=True)
class City:
    """The inbox of a city and its truth."""

    inbox: Path
    truth: Path


@cache
def small_city(clients: int = 300, seed: int = 7) -> City:
    """A city large enough to hold every kind of event; do not write in it."""
    folder = TemporaryDirectory()
    _FOLDERS.append(folder)
    inbox = Path(folder.name) / "inbox"
    make_city(inbox, clients=clients, seed=seed)
    return City(inbox, inbox.parent / "waarheid")


def delivered(inbox: Path) -> Iterator[tuple[str, bytes]]:
    """Every message in an inbox with its name, out of the zips too; not the faulty ones."""
    for path in sorted((inbox / "ijw_iwmo").rglob("*")):
        if FOLDER in path.parts:
            continue
        if path.suffix == ".xml":
            yield path.name, path.read_bytes()
        elif path.suffix == ".zip":
            with ZipFile(path) as archive:
                for name in archive.namelist():
                    yield name, archive.read(name)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
