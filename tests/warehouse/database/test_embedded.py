"""The embedded server: starts, comes back after a kill, stops when told, and keeps to itself."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.conftest import temporary_home
from tests.warehouse.database.server import postmaster, superuser
from warehouse.database import embedded
from warehouse.database.connection import administrator_parameters, connect_as_administrator
from warehouse.database.embedded import is_running, remove, start, stop
from warehouse.database.errors import DatabaseError
from warehouse.database.place import find_place
from warehouse.settings import Settings

START = "import sys; from tests.conftest import new_settings; from warehouse.database import embedded; "
START += "from pathlib import Path; embedded.start(new_settings(Path(sys.argv[1])))"


@pytest.fixture(scope="module")
def spare() -> Iterator[Settings]:
    """A home that tests stop, kill and start again; each leaves it fit for the next."""
    with temporary_home() as settings:
        yield settings


def starter(settings: Settings) -> subprocess.Popen[bytes]:
    project = Path(__file__).resolve().parents[3]
    return subprocess.Popen([sys.executable, "-c", START, str(settings.home)], cwd=project)


def test_it_starts_stops_and_keeps_its_port(spare):

    start(spare)
    first = administrator_parameters(spare)["port"]
    assert is_running(spare)

    stop(spare)
    assert not is_running(spare)
    stop(spare)

    start(spare)
    assert administrator_parameters(spare)["port"] == first


def test_it_outlives_the_process_that_started_it(new_home):
    settings = new_home()

    assert starter(settings).wait() == 0

    assert is_running(settings)


def test_several_processes_that_start_one_home_at_once_start_one_server(new_home):
    settings = new_home()

    codes = [process.wait() for process in [starter(settings) for _ in range(4)]]

    assert codes == [0, 0, 0, 0]
    assert is_running(settings)


def test_homes_stand_side_by_side(new_home):
    one, other = new_home(), new_home()

    start(one)
    start(other)

    assert administrator_parameters(one)["port"] != administrator_parameters(other)["port"]
    stop(one)
    assert is_running(other)


def test_what_was_committed_is_there_after_kill_9(spare):
    start(spare)
    with superuser(spare) as connection:
        connection.execute("create table if not exists kept as select 1 as value")
        connection.execute("checkpoint")
        connection.execute("insert into kept values (2)")
        os.kill(postmaster(spare), signal.SIGKILL)

    start(spare)

    with superuser(spare) as connection:
        assert connection.execute("select sum(value) from kept").fetchone() == (3,)


def test_it_starts_at_once_after_its_processes_were_killed_in_any_order(spare):
    for _ in range(3):
        start(spare)
        with superuser(spare) as connection:
            backends = [row[0] for row in connection.execute("select pid from pg_stat_activity")]
            assert len(backends) >= 4
            for pid in [backends[0], postmaster(spare), *backends[1:]]:
                # the server answers the first kill by ending the others itself
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)

    start(spare)

    assert is_running(spare)


def test_a_pid_file_whose_number_was_given_to_another_process_does_not_stop_it(spare):
    start(spare)
    place = find_place(spare)
    lines = (place.data / "postmaster.pid").read_text()
    stop(spare)
    other = subprocess.Popen(["sleep", "600"], user=place.account.uid, group=place.account.gid)
    try:
        place.account.write(place.data / "postmaster.pid", lines.replace(lines.splitlines()[0], str(other.pid), 1))

        start(spare)

        assert is_running(spare)
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


@pytest.mark.faults
def test_a_start_that_was_killed_anywhere_is_finished_by_the_next(new_home):
    settings = new_home()
    for hundredths in range(0, 120, 10):
        process = starter(settings)
        time.sleep(0.5 + hundredths / 100)
        process.kill()
        process.wait()

        start(settings)

        assert is_running(settings)
        remove(settings)


def test_another_port_is_taken_when_its_own_is_in_use(spare):
    start(spare)
    port = int(administrator_parameters(spare)["port"])
    stop(spare)
    with socket.create_server(("127.0.0.1", port)):
        start(spare)

        assert int(administrator_parameters(spare)["port"]) != port


def test_a_port_that_was_asked_for_and_is_in_use_is_named(new_home):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        settings = new_home().model_copy(update={"pg_port": port})

        with pytest.raises(DatabaseError, match=f"Port {port} is in use"):
            start(settings)


@pytest.mark.parametrize("name", ["met spatie", "één-huis", "a" * 90, "met,komma"])
def test_a_home_may_have_any_usual_name(new_home, name):
    settings = new_home(name)

    start(settings)

    assert is_running(settings)


def test_a_home_whose_name_a_shell_would_read_is_refused(new_home):
    settings = new_home("$(id)")

    with pytest.raises(DatabaseError, match="use another path"):
        start(settings)


def test_programs_that_are_too_old_are_refused_by_version(new_home, tmp_path):
    program = tmp_path / "postgres"
    program.write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 15.18'\n")
    program.chmod(0o755)

    with pytest.raises(DatabaseError, match="PostgreSQL 15; the warehouse needs 16"):
        start(new_home().model_copy(update={"pg_bin": tmp_path}))


def test_programs_that_are_not_there_are_named(new_home, tmp_path):
    with pytest.raises(DatabaseError, match="No PostgreSQL programs that run"):
        start(new_home().model_copy(update={"pg_bin": tmp_path}))


def test_a_server_of_another_version_than_its_database_is_refused(spare):
    start(spare)
    stop(spare)
    place = find_place(spare)
    version = (place.data / "PG_VERSION").read_text()
    place.account.write(place.data / "PG_VERSION", "17\n")
    try:
        with pytest.raises(DatabaseError, match="was made by PostgreSQL 17"):
            start(spare)
    finally:
        place.account.write(place.data / "PG_VERSION", version)


def test_its_cpu_time_is_counted_with_that_of_its_processes(home):
    before = embedded.cpu_seconds(home)
    with connect_as_administrator(home) as connection:
        connection.execute("select sum(i) from generate_series(1, 3000000) as i")

    assert embedded.cpu_seconds(home) > before
