"""Databases to measure on, and the CPU seconds of their sessions.

A session that ends hands its CPU seconds to the postmaster. What checkpointer and writers do, which serve all alike, is
left out, and autovacuum is off: what one measurement leaves behind would be cleaned up on the account of the next.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from tests.conftest import temporary_home
from warehouse.database.connection import administrator_parameters, connect_as_administrator
from warehouse.database.place import find_place
from warehouse.database.prepare import prepare
from warehouse.settings import Settings

ROLE = "bench"
SCHEMA = "peers"
INSTALLED = Path("/usr/lib/postgresql")
"""Where Debian puts PostgreSQL; its build has libxml, the packaged one has not."""

SETTINGS = ("-c autovacuum=off", "-c jit=off", "-c max_wal_size=2GB", "-c wal_compression=on")


@dataclass(frozen=True)
class Server:
    """A running server: its first process, and how to reach it as one who may do everything."""

    postmaster: int
    address: dict[str, str]
    version: str

    def connect(self) -> psycopg.Connection:
        return psycopg.connect(**self.address, autocommit=True)  # type: ignore[arg-type]

    @property
    def environment(self) -> dict[str, str]:
        """The address as libpq reads it from the environment."""
        names = {"host": "PGHOST", "port": "PGPORT", "dbname": "PGDATABASE", "user": "PGUSER", "password": "PGPASSWORD"}
        return {names[key]: text for key, text in self.address.items()}


@contextmanager
def bench_home() -> Iterator[tuple[Settings, Server]]:
    """A prepared home, and its server, which peers may use as well."""
    with temporary_home() as settings:
        prepare(settings)
        with connect_as_administrator(settings, autocommit=True) as connection:
            connection.execute(sql.SQL("create role {} superuser login password {}").format(sql.Identifier(ROLE), ROLE))
            connection.execute("alter system set autovacuum = off")
            connection.execute("select pg_reload_conf()")
        place = find_place(settings)
        if place is None:
            raise RuntimeError(f"{settings.home} has no database")
        address = administrator_parameters(settings) | {"user": ROLE, "password": ROLE}
        yield settings, _server(int(place.postmaster_lines()[0]), address)


@contextmanager
def xml_server() -> Iterator[Server | None]:
    """A server of an installed PostgreSQL that was built with libxml; None where there is none."""
    programs = next((path.parent for path in sorted(INSTALLED.glob("*/bin/initdb"), reverse=True)), None)
    if programs is None:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="sdw-"))
    account = "postgres" if os.geteuid() == 0 else None  # it refuses to run as root
    if account:
        shutil.chown(folder, account)
    data, port = folder / "data", "20999"
    options = f"-k {folder} -p {port} -c listen_addresses= {' '.join(SETTINGS)}"
    control = [programs / "pg_ctl", "-D", data, "-l", folder / "log", "-w"]
    try:
        _run(account, [programs / "initdb", "-D", data, "-U", ROLE, "-A", "trust", "-E", "UTF8", "-N"])
        _run(account, [*control, "-o", options, "start"])
        address = {"host": str(folder), "port": port, "dbname": "postgres", "user": ROLE, "password": ROLE}
        server = _server(int((data / "postmaster.pid").read_text(encoding="ascii").split()[0]), address)
        yield server if _has_xml(server) else None
    finally:
        if (data / "postmaster.pid").exists():
            _run(account, [*control, "-m", "fast", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


def empty_peers(server: Server) -> None:
    """Take away what a peer left, so that the next starts as it did."""
    with server.connect() as connection:
        left = connection.execute("select nspname from pg_namespace where nspname like %s", (f"{SCHEMA}%",)).fetchall()
        for (schema,) in left:
            connection.execute(sql.SQL("drop schema {} cascade").format(sql.Identifier(schema)))
        connection.execute(sql.SQL("create schema {}").format(sql.Identifier(SCHEMA)))
        connection.execute("checkpoint")


def session_seconds(server: Server) -> float:
    """CPU seconds of every session that has ended. Waits for those that are about to."""
    deadline = time.monotonic() + 10
    while _has_session(server.postmaster) and time.monotonic() < deadline:
        time.sleep(0.02)
    ended = _stat(Path(f"/proc/{server.postmaster}/stat"))[13:15]
    return sum(map(int, ended)) / os.sysconf("SC_CLK_TCK")


def _run(account: str | None, command: list[str | Path]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, user=account, cwd="/")


def _server(postmaster: int, address: dict[str, str]) -> Server:
    with psycopg.connect(**address) as connection:  # type: ignore[arg-type]
        version = connection.info.server_version
    return Server(postmaster, address, f"{version // 10000}.{version % 10000}")


def _has_xml(server: Server) -> bool:
    with server.connect() as connection:
        try:
            connection.execute("select xmlparse(document '<a/>')")
        except psycopg.errors.FeatureNotSupported:
            return False
    return True


def _has_session(postmaster: int) -> bool:
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            # a session names the address of its client, a worker of the server does not
            is_child = _stat(stat)[1:2] == [str(postmaster)]
            title = stat.with_name("cmdline").read_bytes() if is_child else b""
        except (FileNotFoundError, ProcessLookupError):
            continue
        if b"[local]" in title or b"127.0.0.1" in title:
            return True
    return False


def _stat(path: Path) -> list[str]:
    """The fields of proc(5) behind the name, which is in brackets and may hold spaces."""
    return path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
