"""Bring files from anywhere into the inbox, beside what is there: nothing is overwritten, and nothing is copied twice.

Writes  <inbox>/<source>/
Run     warehouse ingest PATH
"""

import filecmp
import shutil
from collections.abc import Iterable, Iterator
from itertools import chain, count
from pathlib import Path


def bring(folder: Path, paths: Iterable[Path]) -> int:
    """Copy files, and all below folders, to `folder`; a folder keeps its name. Gives how many files were copied.

    A file that lies there already stays; another of the same name gets a number. Raises OSError.
    """
    copied, inbox = 0, folder.resolve()
    for path in (given.resolve() for given in paths):
        for file in _files(path):
            if file.is_relative_to(inbox):
                continue
            place = _place(inbox / file.relative_to(path.parent), file)
            if not place.exists():
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(file, place)
                copied += 1
    return copied


def _files(path: Path) -> Iterator[Path]:
    yield from sorted(below for below in path.rglob("*") if below.is_file()) if path.is_dir() else [path]


def _place(wanted: Path, file: Path) -> Path:
    """The first place that is free, or that holds this very file."""
    numbered = (wanted.with_stem(f"{wanted.stem} ({number})") for number in count(2))
    return next(
        place for place in chain([wanted], numbered) if not place.exists() or filecmp.cmp(place, file, shallow=False)
    )
