"""Start, stop and watch the embedded PostgreSQL server of one home.

Reads, Writes   <home>/database, <home>/logs/postgresql (see place.py)
The server outlives the process that started it: stop it with stop().
"""

import os
import shutil
import socket
import time
from itertools import count
from pathlib import Path

from warehouse.database.binaries import bin_folder, major_version
from warehouse.database.configuration import SUPERUSER, access_text, first_port, server_settings, settings_text
from warehouse.database.connection import address, open_connection
from warehouse.database.errors import DatabaseError
from warehouse.database.passwords import ensure_password, password_file, password_of
from warehouse.database.place import Place, find_place, locked, make_place, reachable_programs
from warehouse.settings import Settings

START_SECONDS = 120
"""Longest wait for one start: crash recovery replays at most max_wal_size."""
ATTEMPTS = 20
PAUSE_SECONDS = 0.5
"""After kill -9 of the server its processes hold the data for about two seconds: 20 x 0.5 s is ample."""
HEALTH_CHECK = "do $$ begin perform 1; end $$"
"""A block of plpgsql: it also proves that the server finds its libraries."""


def start(settings: Settings) -> None:
    """Start the server of this home, making the database when there is none; nothing happens when it runs.

    Raises DatabaseError with the end of the start log when it does not start.
    """
    with locked(settings):
        place = find_place(settings) or make_place(settings)
        if is_healthy(settings, place):
            return
        programs = reachable_programs(place, bin_folder(settings))
        if not place.is_initialised:
            _initialise(settings, place, programs)
        _refuse_other_version(place, programs)
        _start_with_retries(settings, place, programs)


def stop(settings: Settings) -> None:
    """Stop the server of this home and wait for it; open transactions are rolled back. Nothing happens when it is off."""
    if find_place(settings) is None:
        return
    with locked(settings):
        place = find_place(settings)
        if place is None or not (place.data / "postmaster.pid").exists():
            return
        programs = reachable_programs(place, bin_folder(settings))
        for mode in ("fast", "immediate"):
            command = [str(programs / "pg_ctl"), "stop", "-D", str(place.data), "-m", mode, "-w", "-t", "60"]
            done = place.account.run(command)
            if done.returncode == 0 or not _postmaster_is_alive(place):
                return
        raise DatabaseError(f"The server in {place.root} does not stop: {done.stderr.strip()}")


def is_running(settings: Settings) -> bool:
    """Whether the server of this home answers."""
    place = find_place(settings)
    return place is not None and is_healthy(settings, place)


def is_healthy(settings: Settings, place: Place) -> bool:
    """Whether a server runs on this place, takes our password and executes a block."""
    if not (place.data / "postmaster.pid").exists() or not password_file(settings, SUPERUSER).exists():
        return False
    login = {"dbname": "postgres", "user": SUPERUSER, "password": password_of(settings, SUPERUSER)}
    try:
        with open_connection({**address(place), **login}, autocommit=True) as connection:
            connection.execute(HEALTH_CHECK)
    except DatabaseError:
        return False
    return True


def _initialise(settings: Settings, place: Place, programs: Path) -> None:
    """Make the cluster aside and rename it into place, so that a killed initdb leaves nothing that looks whole."""
    making, secret = place.root / "data.new", place.root / "password.new"
    shutil.rmtree(making, ignore_errors=True)
    place.account.write(secret, ensure_password(settings, SUPERUSER))
    # code point order on every machine, so sorted output never depends on the system's locale
    locale = ["--locale=C.UTF-8"]
    if major_version(bin_folder(settings)) >= 17:
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
    secret.unlink()
    if done.returncode != 0:
        raise DatabaseError(f"initdb failed in {place.root}: {done.stderr.strip()[-500:]}")
    include = (making / "postgresql.conf").read_text(encoding="utf-8") + "\ninclude 'warehouse.conf'\n"
    place.account.write(making / "postgresql.conf", include)
    making.rename(place.data)


def _refuse_other_version(place: Place, programs: Path) -> None:
    made_by = int((place.data / "PG_VERSION").read_text(encoding="ascii"))
    if made_by != major_version(programs):
        raise DatabaseError(
            f"The database in {place.root} was made by PostgreSQL {made_by}, the programs are "
            f"{major_version(programs)}. Use those of {made_by} (SDW_PG_BIN), or set the database aside and replay "
            "the landing folder into an empty one."
        )


def _start_with_retries(settings: Settings, place: Place, programs: Path) -> None:
    start_log = place.logs / "start.log"
    command = [str(programs / "pg_ctl"), "start", "-D", str(place.data), "-w", "-t", str(START_SECONDS)]
    for _ in range(ATTEMPTS):
        _configure(settings, place)
        _forget_recycled_pid(place)
        place.account.write(start_log, "")
        done = place.account.run([*command, "-s", "-l", str(start_log)])
        if done.returncode == 0 and is_healthy(settings, place):
            return
        time.sleep(PAUSE_SECONDS)
    end = "\n".join(start_log.read_text(encoding="utf-8", errors="replace").splitlines()[-5:])
    raise DatabaseError(f"The server in {place.root} does not start. {done.stderr.strip()}\n{end}\nLogs: {place.logs}")


def _configure(settings: Settings, place: Place) -> None:
    port = _choose_port(settings, place)
    place.account.write(place.port_file, f"{port}\n")
    if place.has_socket:
        place.account.run(["/bin/mkdir", "-p", "-m", "700", str(place.socket)])
    total_bytes = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    socket_folder = place.socket if place.has_socket else None
    chosen = server_settings(port=port, socket=socket_folder, logs=place.logs, total_bytes=total_bytes)
    place.account.write(place.data / "warehouse.conf", settings_text(chosen))
    place.account.write(place.data / "pg_hba.conf", access_text(has_socket=place.has_socket))


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


def _forget_recycled_pid(place: Place) -> None:
    """Remove postmaster.pid when its number now belongs to a process that is no server of ours.

    PostgreSQL itself handles a number that is gone; one in use by the same user it takes for a running server.
    """
    pid = _postmaster_pid(place)
    if pid and Path(f"/proc/{pid}").exists() and not _postmaster_is_alive(place):
        (place.data / "postmaster.pid").unlink(missing_ok=True)


def _postmaster_is_alive(place: Place) -> bool:
    pid = _postmaster_pid(place)
    try:
        return pid is not None and Path(f"/proc/{pid}/cwd").resolve(strict=True) == place.data
    except OSError:
        return False


def _postmaster_pid(place: Place) -> int | None:
    try:
        return int((place.data / "postmaster.pid").read_text(encoding="ascii").splitlines()[0])
    except (FileNotFoundError, ValueError, IndexError):
        return None
