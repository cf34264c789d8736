"""Senders of tabular deliveries, and what the ledger and the raw tables then say."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import psycopg
import pytest
from psycopg import sql

from ingestion import land, load, pseudonymise, quarantine, validate
from ingestion.tabular.documentation import SOURCES
from warehouse.settings import Settings


@dataclass
class Senders:
    """Drop files in the inbox of any tabular source and run the night's intake over all of them."""

    settings: Settings
    connection: psycopg.Connection
    sources: tuple[str, ...] = tuple(SOURCES)
    nights: list[str] = field(default_factory=list)

    def drop(self, label: str, content: bytes, name: str = "levering.csv", changed: date = date(2026, 7, 1)) -> None:
        """A file in the folder of its contract, last changed at noon of that day."""
        path = self.settings.inbox / label / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        moment = datetime(changed.year, changed.month, changed.day, 12, tzinfo=UTC).timestamp()
        os.utime(path, (moment, moment))

    def run(self) -> dict[str, int]:
        """One night; counts of all sources together."""
        self.nights.append(f"night_{len(self.nights) + 1}")
        totals: dict[str, int] = {}
        for source in self.sources:
            places = {"source": source, "landing": self.settings.landing, "run_id": self.nights[-1]}
            aside = self.settings.quarantine
            key = pseudonymise.read_or_make_key(self.settings.pseudonym_key_file)
            for counts in (
                land.land_files(self.connection, inbox=self.settings.inbox, **places),
                validate.validate_files(self.connection, quarantine=aside, is_production=False, **places),
                load.load_files(self.connection, quarantine=aside, key=key, **places),
            ):
                for name, count in counts.items():
                    totals[name] = totals.get(name, 0) + count
        return totals

    def rows(self, label: str, *columns: str) -> list[tuple[object, ...]]:
        """The rows of a raw table, in order of file and row."""
        source, name = label.split("/")
        return self.connection.execute(
            sql.SQL("select {} from {} order by _delivered_on, _source_file_id, _rij").format(
                sql.SQL(", ").join(map(sql.Identifier, columns)), sql.Identifier(f"raw_{source}", name)
            )
        ).fetchall()

    def codes(self) -> list[str]:
        """The codes of the last night, in order."""
        rows = self.connection.execute(
            "select code from meta.outcomes where run_id = %s order by outcome_id", (self.nights[-1],)
        )
        return [code for (code,) in rows]

    def status(self) -> dict[str, str]:
        return dict(self.connection.execute("select name, status from meta.files").fetchall())

    def release(self) -> int:
        """Have everything that is held or refused judged again."""
        found = quarantine.list_files(self.connection)
        for file in found:
            quarantine.release(self.connection, file, self.settings.landing)
        return len(found)


@pytest.fixture
def senders(clean_home: Settings, connect: Callable[..., psycopg.Connection]) -> Iterator[Senders]:
    yield Senders(clean_home, connect("ingest_writer"))
