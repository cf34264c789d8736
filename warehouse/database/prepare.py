"""Make the database of a home what this version of the warehouse needs: roles, schemas, grants, ledger, raw, vault.

Reads    meta.sql, meta_loads.sql, vault.sql, uitgave.sql, roles.py, each source's raw_ddl.py
Writes   the database, <home>/secrets/*.password; nothing when all is as it should be
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from psycopg import Connection, sql

from warehouse.database import embedded
from warehouse.database.binaries import OLDEST_MAJOR
from warehouse.database.catalog import Catalog, read_catalog
from warehouse.database.connection import (
    DATABASE,
    administrator_parameters,
    connect_as_administrator,
    open_connection,
)
from warehouse.database.errors import DatabaseError
from warehouse.database.passwords import ensure_password
from warehouse.database.place import locked
from warehouse.database.privileges import default_privileges, find_faults, mending
from warehouse.database.raw_tables import create_statements, refuse_retyped_columns
from warehouse.database.roles import LOGIN_ROLES, OWNER, ROLES, SCHEMAS
from warehouse.settings import Settings

FOLDER = Path(__file__).parent
LEDGER = ("meta.sql", "meta_loads.sql", "vault.sql", "uitgave.sql")
LOCK = 2_681_953
"""Advisory lock: two processes that prepare one database at once take turns."""


def prepare(settings: Settings) -> None:
    """Start the embedded server if there is one to start, then create or repair everything in the database.

    Safe to repeat and to run twice at once. Raises DatabaseError when the database is too old, cannot be reached,
    or holds a column whose type must change.
    """
    if not settings.database_url:
        embedded.start(settings)
        with locked(settings):
            _create_database(settings)
    passwords = {role: ensure_password(settings, role) for role in LOGIN_ROLES}
    ledger = [(FOLDER / name).read_text(encoding="utf-8") for name in LEDGER]
    tables = ledger + create_statements()
    fingerprint = _fingerprint(tables, passwords)
    with connect_as_administrator(settings) as connection:
        refuse_old_server(connection)
        connection.execute("select pg_advisory_xact_lock(%s)", [LOCK])
        if _recorded(connection) != fingerprint:
            _prepare_roles(connection, passwords)
            _prepare_tables(connection, tables)
            _prepare_default_privileges(connection)
            _record(connection, fingerprint)
        # also when nothing changed here: somebody may have granted something by hand
        _prepare_grants(connection, read_catalog(connection))


def refuse_old_server(connection: Connection) -> None:
    """Raise DatabaseError when the server is older than the warehouse supports."""
    version = connection.info.server_version
    if version < OLDEST_MAJOR * 10000:
        raise DatabaseError(
            f"The database is PostgreSQL {version // 10000}.{version % 10000}; the warehouse needs {OLDEST_MAJOR} or "
            "newer. Upgrade it, point SDW_DATABASE_URL at a newer one, or leave that empty for the embedded one."
        )


def _create_database(settings: Settings) -> None:
    with open_connection(administrator_parameters(settings, dbname="postgres"), autocommit=True) as connection:
        if connection.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone():
            return
        for name in ("postgres", "template1"):
            connection.execute(sql.SQL("revoke all on database {} from public").format(sql.Identifier(name)))
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(DATABASE)))


def _fingerprint(tables: list[str], passwords: dict[str, str]) -> str:
    """One value over all that decides what a prepared database looks like; the passwords have 256 random bits each."""
    digest = hashlib.sha256(repr((ROLES, SCHEMAS, DATABASE, tables, sorted(passwords.items()))).encode())
    for name in ("prepare.py", "privileges.py", "roles.py"):
        digest.update((FOLDER / name).read_bytes())
    return digest.hexdigest()


def _recorded(connection: Connection) -> str | None:
    """The fingerprint of the last time, or None when there is none or a role is gone, as after a restore elsewhere."""
    known = {row[0] for row in connection.execute("select rolname from pg_roles")}
    # not to_regclass: it fails for who may not enter the schema, and an administrator that is no superuser may not
    exists = connection.execute(
        "select from pg_class where relname = 'prepared' and relnamespace = to_regnamespace('meta')"
    ).fetchone()
    if exists is None or not known >= set(ROLES):
        return None
    with _acting_as(connection, OWNER):
        row = connection.execute("select fingerprint from meta.prepared").fetchone()
    return str(row[0]) if row else None


def _record(connection: Connection, fingerprint: str) -> None:
    with _acting_as(connection, OWNER):
        connection.execute("delete from meta.prepared")
        connection.execute("insert into meta.prepared (fingerprint) values (%s)", [fingerprint])


def _prepare_roles(connection: Connection, passwords: dict[str, str]) -> None:
    known = {row[0] for row in connection.execute("select rolname from pg_roles")}
    for name, role in ROLES.items():
        identifier = sql.Identifier(name)
        if name not in known:
            connection.execute(sql.SQL("create role {}").format(identifier))
        # acting as a role takes membership of it; a superuser needs none
        if connection.info.parameter_status("is_superuser") != "on":
            connection.execute(sql.SQL("grant {} to current_user with inherit false, set true").format(identifier))
        login = sql.SQL("login" if role.logs_in else "nologin")
        connection.execute(
            sql.SQL("alter role {} {} connection limit {}").format(
                identifier, login, sql.Literal(role.connection_limit)
            )
        )
        if role.logs_in:
            # the verifier, not the password: a server that logs statements must not log a secret
            verifier = connection.pgconn.encrypt_password(passwords[name].encode(), name.encode(), b"scram-sha-256")
            form = sql.SQL("alter role {} password {}")
            connection.execute(form.format(identifier, sql.Literal(verifier.decode())))
        connection.execute(sql.SQL("alter role {} reset all").format(identifier))
        for setting, value in role.settings.items():
            form = sql.SQL("alter role {} set {} = {}")
            connection.execute(form.format(identifier, sql.Identifier(setting), sql.Literal(value)))
    for name, role in ROLES.items():
        for group in role.member_of:
            connection.execute(sql.SQL("grant {} to {}").format(sql.Identifier(group), sql.Identifier(name)))


def _prepare_tables(connection: Connection, tables: list[str]) -> None:
    database = sql.Identifier(connection.info.dbname)
    connection.execute(sql.SQL("grant create on database {} to {}").format(database, sql.Identifier(OWNER)))
    with _acting_as(connection, OWNER):
        for schema in SCHEMAS:
            connection.execute(sql.SQL("create schema if not exists {}").format(sql.Identifier(schema)))
        for text in tables:
            connection.execute(text.encode())
        refuse_retyped_columns(connection)


def _prepare_grants(connection: Connection, catalog: Catalog) -> None:
    for role, mends in mending(find_faults(catalog), catalog):
        with _acting_as(connection, role):
            connection.execute(mends)


def _prepare_default_privileges(connection: Connection) -> None:
    for role, default in default_privileges():
        with _acting_as(connection, role):
            connection.execute(default)


@contextmanager
def _acting_as(connection: Connection, role: str) -> Iterator[None]:
    """Run statements as a role, so that it owns what they make; as the administrator itself where role is empty."""
    if role:
        connection.execute(sql.SQL("set local role {}").format(sql.Identifier(role)))
    yield
    if role:
        connection.execute("reset role")
