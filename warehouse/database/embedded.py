"""Start, stop, watch and remove the embedded PostgreSQL server of one home.

Reads, Writes   <home>/database, <home>/logs/postgresql (see place.py)
The server outlives the process that started it: stop it with stop().
"""

import shutil
import time
from pathlib import Path

from warehouse.database.binaries import major_version, programs_for
from warehouse.database.cluster import configure, initialise
from warehouse.database.configuration import SUPERUSER
from warehouse.database.connection import address, open_connection
from warehouse.database.errors import DatabaseError
from warehouse.database.passwords import password_file, password_of
from warehouse.database.place import Place, find_place, locked, make_place
from warehouse.database.processes import seconds_of_family, works_in
from warehouse.database.roles import LOGIN_ROLES
from warehouse.settings import Settings

START_SECONDS = 120
"""Longest wait for one start: crash recovery replays at most max_wal_size."""
RETRY_SECONDS = 15
"""Longest wait for what a killed server left behind: its processes hold the data for about two seconds."""
PAUSE_SECONDS = 0.2
HEALTH_CHECK = "do $$ begin perform 1; end $$"
"""A block of plpgsql: it also proves that the server finds its libraries."""


def start(settings: Settings) -> None:
    """Start the server of this home, making the database when there is none; nothing happens when it runs.

    Raises DatabaseError with the end of the start log when it does not start.
    """
    with locked(settings):
        place = find_place(settings) or make_place(settings)
        if _answers(settings, place):
            return
        programs = programs_for(settings, place)
        if not place.is_initialised:
            initialise(settings, place, programs)
        _refuse_other_version(place, programs)
        _start_with_retries(settings, place, programs)


def stop(settings: Settings) -> None:
    """Stop the server of this home and wait for it; open transactions are rolled back. Nothing happens when it is off.

    Raises DatabaseError when it does not stop.
    """
    if find_place(settings) is not None:
        with locked(settings):
            _stop(settings, ("fast", "immediate"))


def remove(settings: Settings) -> None:
    """Stop the server and delete its database, its logs and its passwords. The landing folder can fill a new one."""
    if find_place(settings) is None:
        return
    with locked(settings):
        # nothing is kept, so nothing needs to be written out first
        _stop(settings, ("immediate",))
        place = find_place(settings)
        for folder in (place.root, place.logs) if place else ():
            shutil.rmtree(folder, ignore_errors=True)
        for link in (settings.home / "database", settings.logs / "postgresql"):
            link.unlink(missing_ok=True)
        for role in (SUPERUSER, *LOGIN_ROLES):
            password_file(settings, role).unlink(missing_ok=True)


def is_running(settings: Settings) -> bool:
    """Whether the server of this home answers."""
    place = find_place(settings)
    return place is not None and _answers(settings, place)


def cpu_seconds(settings: Settings) -> float:
    """CPU seconds of this home's server and its processes since it started; 0 when it is off or elsewhere."""
    place = None if settings.database_url else find_place(settings)
    if place is None or not _postmaster_is_alive(place):
        return 0.0
    return seconds_of_family(int(place.postmaster_lines()[0]))


def _stop(settings: Settings, modes: tuple[str, ...]) -> None:
    place = find_place(settings)
    if place is None or not place.postmaster_lines():
        return
    programs, complaint = programs_for(settings, place), ""
    for mode in modes:
        command = [str(programs / "pg_ctl"), "stop", "-D", str(place.data), "-m", mode, "-w", "-t", "60"]
        done = place.account.run(command)
        if done.returncode == 0 or not _postmaster_is_alive(place):
            return
        complaint = done.stderr.strip()
    raise DatabaseError(f"The server in {place.root} does not stop: {complaint}")


def _answers(settings: Settings, place: Place) -> bool:
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
    command = [str(programs / "pg_ctl"), "start", "-D", str(place.data), "-w", "-t", str(START_SECONDS), "-s"]
    deadline = time.monotonic() + RETRY_SECONDS
    complaint = ""
    while time.monotonic() < deadline:
        # also the server of another start, which was killed while its server went on by itself
        if _postmaster_is_alive(place):
            if _answers_in_time(settings, place):
                return
            continue
        configure(settings, place)
        _forget_recycled_pid(place)
        place.account.write(start_log, "")
        complaint = place.account.run([*command, "-l", str(start_log)]).stderr.strip()
        if complaint:
            time.sleep(PAUSE_SECONDS)
    end = "\n".join(start_log.read_text(encoding="utf-8", errors="replace").splitlines()[-5:])
    raise DatabaseError(f"The server in {place.root} does not start. {complaint}\n{end}\nLogs: {place.logs}")


def _answers_in_time(settings: Settings, place: Place) -> bool:
    """Wait for the server that lives; False when it ended meanwhile. Raises DatabaseError when it never answers."""
    deadline = time.monotonic() + START_SECONDS
    while not _answers(settings, place):
        if not _postmaster_is_alive(place):
            return False
        if time.monotonic() > deadline:
            raise DatabaseError(
                f"The server in {place.root} runs but does not answer as {SUPERUSER} with the password in "
                f"{password_file(settings, SUPERUSER)}. Logs: {place.logs}"
            )
        time.sleep(PAUSE_SECONDS)
    return True


def _forget_recycled_pid(place: Place) -> None:
    """Remove postmaster.pid when its number now belongs to a process that is no server of ours.

    PostgreSQL itself handles a number that is gone; one in use by the same user it takes for a running server.
    """
    pid = _postmaster_pid(place)
    if pid and Path(f"/proc/{pid}").exists() and not _postmaster_is_alive(place):
        (place.data / "postmaster.pid").unlink(missing_ok=True)


def _postmaster_is_alive(place: Place) -> bool:
    """Whether the process in postmaster.pid works in our data folder; a number alone may have been given out again."""
    pid = _postmaster_pid(place)
    return pid is not None and works_in(pid, place.data)


def _postmaster_pid(place: Place) -> int | None:
    found = place.postmaster_lines()
    return int(found[0]) if found else None
