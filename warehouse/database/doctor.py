"""Examine what the warehouse stands on: Python, disk, settings, database, key, inbox. Changes and starts nothing.

Reads   the machine, the environment, the database of the settings
"""

import os
import shutil
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from warehouse.database.catalog import read_catalog
from warehouse.database.connection import ROLES, connect, connect_as_administrator
from warehouse.database.embedded import is_running
from warehouse.database.errors import DatabaseError
from warehouse.database.place import find_place
from warehouse.database.prepare import refuse_old_server
from warehouse.database.privileges import find_faults
from warehouse.settings import Settings

PYTHON = (3, 11)
GIBIBYTE = 2**30
FREE_BYTES = 5 * GIBIBYTE
OTHER_PREFIXES = ("SDW_DBT_", "SDW_TEST_")
"""Variables that begin like settings but are handed to dbt, or read by the tests."""


@dataclass(frozen=True)
class Finding:
    """What was found about one thing; `advice` is a sentence that says what to do, empty where all is well."""

    name: str
    is_ok: bool
    detail: str
    advice: str = ""


def examine(settings: Settings) -> list[Finding]:
    """Every finding, the good ones as well; never raises for what it finds."""
    return [
        examine_python(sys.version_info[:3]),
        examine_disk(settings.home),
        examine_settings(settings, dict(os.environ)),
        *_examine_database(settings),
        examine_key(settings.pseudonym_key_file, is_needed=_has_pseudonyms(settings)),
        examine_inbox(settings.inbox),
    ]


def examine_python(version: tuple[int, ...]) -> Finding:
    """The one Python for which the lock file was resolved."""
    wanted, found = ".".join(map(str, PYTHON)), ".".join(map(str, version))
    advice = (
        "" if version[:2] == PYTHON else f"Make the environment again with Python {wanted} (python{wanted} -m venv)."
    )
    return Finding("Python", not advice, found, advice)


def examine_disk(home: Path) -> Finding:
    """Room for landing, database and write-ahead log on the disk of the home."""
    existing = next(folder for folder in (home, *home.parents) if folder.exists())
    free = shutil.disk_usage(existing).free
    detail = f"{free / GIBIBYTE:.1f} GiB free in {existing}"
    advice = "" if free >= FREE_BYTES else f"Free {FREE_BYTES // GIBIBYTE} GiB, or set SDW_HOME to a larger disk."
    return Finding("Disk", not advice, detail, advice)


def examine_settings(settings: Settings, environment: dict[str, str]) -> Finding:
    """Variables that look like a setting and are none, which would be left unread without a word."""
    known = {f"SDW_{name}".upper() for name in type(settings).model_fields}
    given = {name for name in environment if name.startswith("SDW_") and not name.startswith(OTHER_PREFIXES)}
    unknown = sorted(given - known)
    if unknown:
        return Finding(
            "Settings", False, f"not known: {', '.join(unknown)}", "Unset them, or mend their names: see the README."
        )
    return Finding("Settings", True, f"{len(given)} set in the environment, home {settings.home}")


def examine_key(path: Path, *, is_needed: bool) -> Finding:
    """The key of the pseudonyms: readable by its owner alone. A home that took nothing in has none yet."""
    try:
        found = path.stat()
    except FileNotFoundError:
        if is_needed:
            advice = "Put it back from your copy: without it new deliveries get other pseudonyms for the same persons."
            return Finding("Pseudonym key", False, f"{path} is gone, and the database has pseudonyms", advice)
        return Finding("Pseudonym key", True, f"none yet; the first intake makes {path}")
    except OSError as error:
        return Finding("Pseudonym key", False, f"{path}: {error.strerror}", "Run as the user that owns the key.")
    if stat.S_IMODE(found.st_mode) & 0o077:
        return Finding(
            "Pseudonym key", False, f"{path} has mode {stat.S_IMODE(found.st_mode):04o}", f"Close it: chmod 600 {path}."
        )
    if not os.access(path, os.R_OK):
        return Finding("Pseudonym key", False, f"{path} cannot be read", "Run as the user that owns the key.")
    return Finding("Pseudonym key", True, f"{path}, readable by its owner alone")


def examine_inbox(inbox: Path) -> Finding:
    """The folder where senders drop files, and each folder in it, can be listed."""
    if not inbox.exists():
        return Finding("Inbox", True, f"{inbox} does not exist yet; the first night makes it")
    if not inbox.is_dir():
        return Finding("Inbox", False, f"{inbox} is not a folder", "Set SDW_INBOX to the folder where files arrive.")
    closed = [
        folder
        for folder in (inbox, *(path for path in inbox.rglob("*") if path.is_dir()))
        if not os.access(folder, os.R_OK | os.X_OK)
    ]
    if closed:
        advice = "Give this user read and search rights there (chmod u+rx, or ownership)."
        return Finding("Inbox", False, f"cannot be read: {', '.join(map(str, closed))}", advice)
    return Finding("Inbox", True, str(inbox))


def _examine_database(settings: Settings) -> Iterator[Finding]:
    advice = "Check SDW_DATABASE_URL, and that the server accepts connections from here."
    try:
        if not settings.database_url:
            advice = "Start it with any command that uses it, for instance: warehouse status."
            if find_place(settings) is None:
                yield Finding("Database", True, f"none yet in {settings.home}; the first command makes it")
                return
            if not is_running(settings):
                yield Finding("Database", False, f"the server of {settings.home} does not run", advice)
                return
        with connect_as_administrator(settings) as connection:
            refuse_old_server(connection)
            version, host = connection.info.parameter_status("server_version"), connection.info.host
            yield Finding("Database", True, f"PostgreSQL {version} at {host}, port {connection.info.port}")
            yield _examine_grants(connection)
        yield _examine_logins(settings)
    except DatabaseError as error:
        yield Finding("Database", False, str(error), advice)


def _examine_logins(settings: Settings) -> Finding:
    refused = []
    for role in ROLES:
        try:
            connect(settings, role).close()
        except DatabaseError:
            refused.append(role)
    if refused:
        advice = f"Delete the password file of each in {settings.secrets}; any command then gives it a new one."
        return Finding("Logins", False, f"refused: {', '.join(refused)}", advice)
    return Finding("Logins", True, f"{len(ROLES)} roles log in with the passwords in {settings.secrets}")


def _has_pseudonyms(settings: Settings) -> bool:
    try:
        with connect_as_administrator(settings) as connection:
            found = connection.execute("select to_regclass('vault.personen') is not null").fetchone()
            if found is None or not found[0]:
                return False
            some = connection.execute("select exists (select from vault.personen)").fetchone()
            return bool(some and some[0])
    except (DatabaseError, psycopg.Error):
        return False


def _examine_grants(connection: psycopg.Connection) -> Finding:
    catalog = read_catalog(connection)
    sentences = find_faults(catalog).sentences()
    if not sentences:
        return Finding(
            "Grants", True, f"as warehouse/database/roles.py has them, on {len(catalog.relations)} relations"
        )
    shown = "; ".join(sentences[:5]) + (f"; and {len(sentences) - 5} more" if len(sentences) > 5 else "")
    advice = "Any command that uses the database mends grants; what roles.py does not know, drop or add to it."
    return Finding("Grants", False, shown, advice)
