"""An intake to drop files into: the steps in order, and what the ledger then says."""

import os
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import psycopg
import pyarrow as pa
import pytest

from ingestion import land, load, pseudonymise, validate
from ingestion.sources.ijw_iwmo.layout import raw_tables
from warehouse.database.connection import connect_as_administrator
from warehouse.settings import Settings

SOURCE = "ijw_iwmo"


@dataclass
class Intake:
    settings: Settings
    connection: psycopg.Connection
    runs: int = 0

    @property
    def folder(self) -> Path:
        return self.settings.inbox / SOURCE

    def drop(self, name: str, content: bytes, *, age_seconds: float = 60) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        moment = time.time() - age_seconds
        os.utime(path, (moment, moment))
        return path

    def land(self, settle_seconds: float = 1.0) -> dict[str, int]:
        self.runs += 1
        return land.land_files(
            self.connection, source=SOURCE, inbox=self.settings.inbox, landing=self.settings.landing,
            run_id=self.run_id, settle_seconds=settle_seconds,
        )  # fmt: skip

    def validate(self, connection: psycopg.Connection | None = None, *, is_production: bool = False) -> dict[str, int]:
        return validate.validate_files(
            connection or self.connection, source=SOURCE, landing=self.settings.landing,
            quarantine=self.settings.quarantine, run_id=self.run_id, is_production=is_production,
        )  # fmt: skip

    def load(self, connection: psycopg.Connection | None = None) -> dict[str, int]:
        return load.load_files(
            connection or self.connection, source=SOURCE, landing=self.settings.landing,
            quarantine=self.settings.quarantine, key=self.key, run_id=self.run_id,
        )  # fmt: skip

    def run(self, *, is_production: bool = False) -> dict[str, int]:
        steps = (self.land(), self.validate(is_production=is_production), self.load())
        return {name: sum(step.get(name, 0) for step in steps) for step in steps for name in step}

    @property
    def run_id(self) -> str:
        return f"run_{self.runs}"

    @property
    def key(self) -> bytes:
        return pseudonymise.read_or_make_key(self.settings.pseudonym_key_file)

    def status_of(self) -> dict[str, str]:
        return dict(self.connection.execute("select name, status from meta.files").fetchall())

    def names(self, file_ids: pa.ChunkedArray) -> set[str]:
        wanted = set(file_ids.to_pylist())
        rows = self.connection.execute("select name from meta.files where file_id = any(%s)", (list(wanted),))
        return {name for (name,) in rows}

    def codes(self) -> Counter[str]:
        return Counter(code for (code,) in self.connection.execute("select code from meta.outcomes"))

    def messages(self) -> list[str]:
        return [text for (text,) in self.connection.execute("select message from meta.outcomes order by outcome_id")]

    def rows(self) -> dict[str, Counter[tuple[object, ...]]]:
        """Every row of every raw table as a multiset, without the moment of loading."""
        found = {}
        for name, table in raw_tables().items():
            columns = ", ".join(["_source_file_id", "_rij", "_parent_rij", *(c.name for c in table.raw_columns)])
            found[name] = Counter(self.connection.execute(f"select {columns} from raw_ijw_iwmo.{name}").fetchall())
        return found

    def row_count(self) -> int:
        return sum(counted.total() for counted in self.rows().values())


@pytest.fixture
def intake(clean_home: Settings, connect: Callable[..., psycopg.Connection]) -> Intake:
    (clean_home.inbox / SOURCE).mkdir(parents=True, exist_ok=True)
    return Intake(clean_home, connect("ingest_writer"))


@pytest.fixture
def administrator(home: Settings) -> Iterator[psycopg.Connection]:
    with connect_as_administrator(home, autocommit=True) as connection:
        yield connection


@pytest.fixture
def small_zip() -> Callable[..., bytes]:
    def make(members: dict[str, bytes], **options: object) -> bytes:
        content = BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, **options) as archive:
            for name, data in members.items():
                archive.writestr(name, data)
        return content.getvalue()

    return make
