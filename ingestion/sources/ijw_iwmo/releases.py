"""Which releases of the standard we read, and when each was in force.

Reads   catalogue/releases.csv: release, first day in force, whether we read it
Gives   load_releases(), fits(): may a message of this release have this dagtekening?

A release replaces the one before it in one go, all over the country: the fields of an older one mean other things, so
a message that was made in it after its time is refused. Around the change both are let through: senders stop for some
days, and what was under way still arrives. The newest release is held to no day: whoever uses it says what is meant.
"""

import csv
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from lxml import etree

from ingestion.guard import safe_parser
from ingestion.sources.ijw_iwmo.catalogue import FOLDER
from ingestion.well_formed import blocks, local_name

AROUND_A_CHANGE = timedelta(days=14)


@dataclass(frozen=True)
class Release:
    """One release; `in_use_until` is the first day of the next one, None for the newest."""

    name: str
    in_use_from: date
    in_use_until: date | None
    is_read: bool

    def fits(self, dagtekening: date) -> bool:
        """True if a message of this release can be of that day."""
        if self.in_use_until is None:
            return True
        return self.in_use_from - AROUND_A_CHANGE <= dagtekening <= self.in_use_until + AROUND_A_CHANGE

    @property
    def period(self) -> str:
        """When it was in force, in words."""
        until = f" tot {self.in_use_until:%d-%m-%Y}" if self.in_use_until else ""
        return f"van {self.in_use_from:%d-%m-%Y}{until}" if until else f"vanaf {self.in_use_from:%d-%m-%Y}"


@cache
def load_releases() -> dict[str, Release]:
    """Every release that is known by name, the oldest first."""
    with (FOLDER / "releases.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    begun = [date.fromisoformat(row["in_use_from"]) for row in rows]
    return {
        row["release"]: Release(row["release"], first, following, row["is_read"] == "1")
        for row, first, following in zip(rows, begun, [*begun[1:], None], strict=True)
    }


def is_read(release: str) -> bool:
    """True for a release of which we read messages."""
    return release in load_releases() and load_releases()[release].is_read


def release_on(day: date) -> Release:
    """The release that was in force on a day; of those that we read the first for a day before them."""
    read = [release for release in load_releases().values() if release.is_read]
    return next((release for release in reversed(read) if release.in_use_from <= day), read[0])


def dagtekening_of(text: bytes) -> date | None:
    """The dagtekening in the header of a message; None where there is none that is a date."""
    header = _Header()
    parser = safe_parser(header)
    with suppress(etree.XMLSyntaxError):
        for block in blocks(text):
            parser.feed(text[block.start : block.end])
            if header.has_ended:
                break
    with suppress(ValueError):
        return date.fromisoformat("".join(header.value).strip(" \t\r\n"))
    return None


class _Header:
    """A parser target that keeps the first Dagtekening."""

    def __init__(self) -> None:
        self.value: list[str] = []
        self.has_ended = False
        self._is_inside = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._is_inside = not self.has_ended and local_name(tag) == "Dagtekening"

    def data(self, text: str) -> None:
        if self._is_inside:
            self.value.append(text)

    def end(self, tag: str) -> None:
        self._is_inside = False
        self.has_ended = self.has_ended or local_name(tag) in {"Dagtekening", "Header"}

    def close(self) -> None:
        return None
