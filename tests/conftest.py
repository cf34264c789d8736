"""What every test may ask for: a prepared home with a running database, a clean one, a connection, the standard.

home             Settings of a home made for this test run; the server stops at the end
clean_home       the same home, emptied: no file, no row, no built table (use this one when a test writes)
connect          connect(role) -> psycopg.Connection to that home, closed after the test
new_home         new_home() -> Settings of another home, nothing in it yet; its server stops and it goes after the test
shared_standard  the folder with the official schemas and samples, which are not part of the repository
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from warehouse.database import embedded
from warehouse.database.connection import connect as connect_to
from warehouse.database.connection import connect_as_administrator
from warehouse.database.prepare import prepare
from warehouse.settings import PROJECT, Settings

EMPTIED = ("meta", "vault", "uitgave", "raw_ijw_iwmo", "raw_registers", "raw_wachtlijsten", "raw_clientervaring")
DROPPED = ("seeds", "staging", "intermediate", "build_mart", "build_indicator", "store", "mart", "indicator")
KEPT = ("prepared", "published")

RELATIONS = """
    select n.nspname, c.relname, c.relkind::text
    from pg_class as c
    inner join pg_namespace as n on n.oid = c.relnamespace
    where n.nspname = any(%s) and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
    order by 1, 2
"""


def new_settings(folder: Path) -> Settings:
    """Settings of a home in `folder` that nothing in the environment changes, except which PostgreSQL to run."""
    return Settings(
        home=folder,
        inbox=folder / "inbox",
        database_url="",
        pg_port=0,
        pseudonym_key_file=folder / "secrets" / "pseudonym.key",
        gemeenten=(),
        is_production=False,
    )


@pytest.fixture(scope="session")
def home() -> Iterator[Settings]:
    with temporary_home() as settings:
        prepare(settings)
        yield settings


@pytest.fixture
def new_home() -> Iterator[Callable[..., Settings]]:
    with ExitStack() as made:
        yield lambda name="": made.enter_context(temporary_home(name))


@contextmanager
def temporary_home(name: str = "") -> Iterator[Settings]:
    """A folder of its own right below the system's: short enough for a socket, and open to the server's user."""
    folder = Path(tempfile.mkdtemp(prefix="sdw-"))
    folder.chmod(0o711)
    settings = new_settings(folder / name)
    try:
        yield settings
    finally:
        embedded.remove(settings)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def clean_home(home: Settings) -> Settings:
    empty_database(home)
    for folder in (home.inbox, home.landing, home.quarantine, home.site):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700, parents=True)
    return home


@pytest.fixture
def connect(home: Settings) -> Iterator[Callable[..., psycopg.Connection]]:
    with ExitStack() as opened:

        def open_as(role: str, *, autocommit: bool = True) -> psycopg.Connection:
            return opened.enter_context(connect_to(home, role, autocommit=autocommit))

        yield open_as


@pytest.fixture(scope="session")
def shared_standard() -> Path:
    folder = Path(os.environ.get("SDW_TEST_SHARED") or PROJECT.parent / "shared" / "standard")
    if not (folder / "xsd").is_dir():
        pytest.skip(f"no official schemas in {folder}: set SDW_TEST_SHARED to the folder that has xsd/ and samples/")
    return folder


def empty_database(settings: Settings) -> None:
    """Truncate ledger, vault and raw tables, drop all that was built or published; roles and grants stay."""
    with connect_as_administrator(settings) as connection:
        tables = [
            sql.Identifier(schema, name)
            for schema, name, _ in connection.execute(RELATIONS, [list(EMPTIED)])
            if name not in KEPT
        ]
        # published refers to loads, so the cascade takes its one row as well
        connection.execute(sql.SQL("truncate {} restart identity cascade").format(sql.SQL(", ").join(tables)))
        connection.execute("insert into meta.published (only_row) values (true) on conflict do nothing")
        for schema, name, kind in connection.execute(RELATIONS, [list(DROPPED)]).fetchall():
            form = {"v": "drop view if exists {} cascade", "m": "drop materialized view if exists {} cascade"}
            text = form.get(kind, "drop table if exists {} cascade")
            connection.execute(sql.SQL(text).format(sql.Identifier(schema, name)))
