"""Make the files of an embedded database, and write its configuration at every start.

Writes   <home>/database/data, <home>/database/port
"""

import os
import shutil
import socket
from itertools import count
from pathlib import Path

from warehouse.database.binaries import major_version
from warehouse.database.configuration import SUPERUSER, access_text, first_port, server_settings, settings_text
from warehouse.database.errors import DatabaseError
from warehouse.database.passwords import ensure_password
from warehouse.database.place import Place
from warehouse.settings import Settings

CONTAINER_LIMIT = Path("/sys/fs/cgroup/memory.max")


def initialise(settings: Settings, place: Place, programs: Path) -> None:
    """Make the cluster aside and rename it into place, so that a killed initdb leaves nothing that looks whole."""
    # a name of its own: the initdb of a killed start goes on in its folder
    making, secret = place.root / f"data.new.{os.getpid()}", place.root / f"password.new.{os.getpid()}"
    _remove_unfinished(place)
    place.account.write(secret, ensure_password(settings, SUPERUSER))
    # code point order on every machine, so sorted output never depends on the system's locale
    locale = ["--locale=C.UTF-8"]
    if major_version(programs) >= 17:
        locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    done = place.account.run(
        [
            str(programs / "initdb"),
            f"--pgdata={making}",
            f"--username={SUPERUSER}",
            f"--pwfile={secret}",
            "--auth=scram-sha-256",
            "--data-checksums",
            "--encoding=UTF8",
            "--no-instructions",
            *locale,
        ]
    )
    secret.unlink(missing_ok=True)
    if done.returncode != 0:
        raise DatabaseError(f"initdb failed in {place.root}: {done.stderr.strip()[-500:]}")
    made = (making / "postgresql.conf").read_text(encoding="utf-8")
    place.account.write(making / "postgresql.conf", made + "\ninclude 'warehouse.conf'\n")
    making.rename(place.data)
    _remove_unfinished(place)


def configure(settings: Settings, place: Place) -> None:
    """Choose the port and write the server's settings and who may connect.

    Raises DatabaseError when the port that was asked for is in use.
    """
    port = _choose_port(settings, place)
    place.account.write(place.port_file, f"{port}\n")
    if place.has_socket:
        place.account.run(["/bin/mkdir", "-p", "-m", "700", str(place.socket)])
    chosen = server_settings(
        port=port,
        socket=place.socket if place.has_socket else None,
        logs=place.logs,
        total_bytes=_memory_bytes(),
    )
    place.account.write(place.data / "warehouse.conf", settings_text(chosen))
    place.account.write(place.data / "pg_hba.conf", access_text(has_socket=place.has_socket))


def _remove_unfinished(place: Place) -> None:
    for left in place.root.glob("*.new.*"):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)


def _choose_port(settings: Settings, place: Place) -> int:
    """The port that was asked for, else the one this home had, else a free one; another when that one was taken."""
    if settings.pg_port:
        if not _is_free(settings.pg_port):
            raise DatabaseError(f"Port {settings.pg_port} is in use. Set SDW_PG_PORT to another, or 0 for a free one.")
        return settings.pg_port
    kept = int(place.port_file.read_text(encoding="ascii")) if place.port_file.exists() else first_port(settings.home)
    return next(port for port in count(kept) if _is_free(port))


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        # as PostgreSQL does: a port whose last connection has just closed counts as free
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _memory_bytes() -> int:
    """The memory of the machine, or of the container where that is less."""
    machine = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    try:
        return min(machine, int(CONTAINER_LIMIT.read_text(encoding="ascii")))
    except (OSError, ValueError):
        return machine
