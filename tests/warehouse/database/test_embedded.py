"""The embedded server: starts for everyone, comes back after a kill, stops when told, and keeps to itself."""

import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from warehouse.database import embedded
from warehouse.database.connection import administrator_parameters, connect, connect_as_administrator, parameters
from warehouse.database.embedded import is_running, remove, start, stop
from warehouse.database.errors import DatabaseError
from warehouse.database.place import find_place
from warehouse.database.prepare import prepare
from warehouse.settings import Settings

START = "import sys; from tests.conftest import new_settings; from warehouse.database import embedded; "
START += "from pathlib import Path; embedded.start(new_settings(Path(sys.argv[1])))"

ORDINARY = 65534
"""A user number without any right of its own; the system knows it as nobody."""

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to be several users")


def postmaster(settings: Settings) -> int:
    return int((find_place(settings).data / "postmaster.pid").read_text().splitlines()[0])


def superuser(settings: Settings, **changes: str) -> psycopg.Connection:
    found = administrator_parameters(settings, dbname="postgres") | changes
    return psycopg.connect(**found, autocommit=True)


def starter(settings: Settings) -> subprocess.Popen[bytes]:
    project = Path(__file__).resolve().parents[3]
    return subprocess.Popen([sys.executable, "-c", START, str(settings.home)], cwd=project)


def as_ordinary_user(work: Callable[[], object]) -> str:
    """What `work` gives, or the text of what it raises, in a process that has become an ordinary user.

    A fork, since that user may not reach the Python that runs the tests.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setresgid(ORDINARY, ORDINARY, ORDINARY)
            os.setresuid(ORDINARY, ORDINARY, ORDINARY)
            os.write(writer, str(work()).encode())
        except BaseException as error:
            os.write(writer, f"{type(error).__name__}: {error}".encode())
        finally:
            os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    with os.fdopen(reader) as told:
        return told.read()


def test_it_starts_stops_and_keeps_its_port(new_home):
    settings = new_home()

    start(settings)
    first = administrator_parameters(settings)["port"]
    assert is_running(settings)

    stop(settings)
    assert not is_running(settings)
    stop(settings)

    start(settings)
    assert administrator_parameters(settings)["port"] == first


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


def test_what_was_committed_is_there_after_kill_9(new_home):
    settings = new_home()
    start(settings)
    with superuser(settings) as connection:
        connection.execute("create table kept as select 1 as value")
        connection.execute("checkpoint")
        connection.execute("insert into kept values (2)")
        os.kill(postmaster(settings), signal.SIGKILL)

    start(settings)

    with superuser(settings) as connection:
        assert connection.execute("select sum(value) from kept").fetchone() == (3,)


def test_it_starts_at_once_after_its_processes_were_killed_in_any_order(new_home):
    settings = new_home()
    for _ in range(3):
        start(settings)
        with superuser(settings) as connection:
            backends = [row[0] for row in connection.execute("select pid from pg_stat_activity")]
            assert len(backends) >= 4
            for pid in [backends[0], postmaster(settings), *backends[1:]]:
                os.kill(pid, signal.SIGKILL)

    start(settings)

    assert is_running(settings)


def test_a_pid_file_whose_number_was_given_to_another_process_does_not_stop_it(new_home):
    settings = new_home()
    start(settings)
    place = find_place(settings)
    lines = (place.data / "postmaster.pid").read_text()
    stop(settings)
    other = subprocess.Popen(["sleep", "600"], user=place.account.uid, group=place.account.gid)
    try:
        place.account.write(place.data / "postmaster.pid", lines.replace(lines.splitlines()[0], str(other.pid), 1))

        start(settings)

        assert is_running(settings)
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


def test_another_port_is_taken_when_its_own_is_in_use(new_home):
    settings = new_home()
    start(settings)
    port = int(administrator_parameters(settings)["port"])
    stop(settings)
    with socket.create_server(("127.0.0.1", port)):
        start(settings)

        assert int(administrator_parameters(settings)["port"]) != port


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


def test_only_a_password_opens_it(home):
    right = parameters(home, "bi_reader")
    with connect_as_administrator(home) as connection:
        methods = {row[0] for row in connection.execute("select auth_method from pg_hba_file_rules")}

    assert methods == {"scram-sha-256", "reject"}
    for address in (right["host"], "127.0.0.1"):
        psycopg.connect(**right | {"host": address}).close()
        for password in ("", "not the password"):
            with pytest.raises(psycopg.OperationalError, match="password"):
                psycopg.connect(**right | {"host": address, "password": password})


def test_the_superuser_comes_in_by_the_socket_alone(home):
    superuser(home).close()

    with pytest.raises(psycopg.OperationalError, match="rejects connection"):
        superuser(home, host="127.0.0.1")


def test_it_listens_on_loopback_alone_and_checks_its_pages(home):
    with connect_as_administrator(home) as connection:
        shown = {
            name: connection.execute(f"show {name}").fetchone()[0]
            for name in ("listen_addresses", "data_checksums", "jit", "fsync", "max_connections")
        }

    assert shown == {
        "listen_addresses": "127.0.0.1",
        "data_checksums": "on",
        "jit": "off",
        "fsync": "on",
        "max_connections": "100",
    }


def test_text_is_sorted_by_code_point_whatever_the_locale_of_the_machine(home):
    with connect_as_administrator(home) as connection:
        found = connection.execute("select array_agg(t order by t), upper('é') from unnest('{b,B,é,a}'::text[]) as t")

        assert found.fetchone() == (["B", "a", "b", "é"], "É")


def test_the_server_log_holds_no_value_of_a_statement_that_failed(home):
    canary = "999911120"
    statements = [
        f"select '{canary}x'::integer",
        f"select * from table_{canary}",
        f"insert into canaries values ('{canary}'), ('{canary}')",
        f"do $$ begin raise warning '{canary}'; raise exception '{canary}'; end $$",
        f"do $$ begin raise log '{'this line proves that the log is read'}'; end $$",
    ]
    with connect_as_administrator(home, autocommit=True) as connection:
        connection.execute("create temp table canaries (bsn text primary key)")
        refused = 0
        for statement in statements:
            try:
                connection.execute(statement)
            except psycopg.Error:
                refused += 1
        with pytest.raises(psycopg.Error):
            connection.execute("select %s::integer", [f"{canary}x"])

    assert refused == 4
    written = "".join(path.read_text() for path in find_place(home).logs.iterdir())
    assert "this line proves that the log is read" in written
    assert canary not in written


def test_others_find_every_folder_with_personal_data_closed(home):
    place = find_place(home)
    closed = [home.landing, home.quarantine, home.secrets, place.root, place.data, place.socket, place.logs]

    for folder in closed:
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700, folder
    files = list(home.secrets.iterdir())
    assert len(files) >= 6
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


@needs_root
def test_root_hands_the_server_to_another_user(home):
    assert Path(f"/proc/{postmaster(home)}").stat().st_uid != 0


@needs_root
def test_a_home_below_a_closed_folder_works_and_leaves_that_folder_closed(new_home):
    settings = new_home("closed/home")
    above = settings.home.parent
    above.mkdir(mode=0o700)

    prepare(settings)

    outside = find_place(settings).root
    assert not outside.is_relative_to(settings.home)
    assert stat.S_IMODE(above.stat().st_mode) == 0o700
    with connect(settings, "bi_reader") as connection:
        assert connection.execute("select 1").fetchone() == (1,)
    remove(settings)
    assert not outside.exists()
    start(settings)
    assert is_running(settings)


@needs_root
def test_a_home_whose_database_is_gone_says_so(new_home):
    settings = new_home("closed/home")
    settings.home.parent.mkdir(mode=0o700)
    settings.home.mkdir()
    (settings.home / "database").symlink_to("/nonexistent/database")
    try:
        with pytest.raises(DatabaseError, match="which is gone"):
            start(settings)
    finally:
        (settings.home / "database").unlink()


@needs_root
def test_an_ordinary_user_needs_no_other(new_home):
    settings = new_home("of-another")
    settings.home.mkdir()
    os.chown(settings.home, ORDINARY, ORDINARY)

    def prepare_and_read() -> str:
        prepare(settings)
        with connect(settings, "bi_reader") as connection:
            return str(connection.execute("select current_user").fetchone()[0])

    assert as_ordinary_user(prepare_and_read) == "bi_reader"
    assert Path(f"/proc/{postmaster(settings)}").stat().st_uid == ORDINARY
    assert is_running(settings), "root does not reach the server of a home that another user owns"


@needs_root
def test_the_home_of_another_user_is_refused_with_a_reason(new_home):
    settings = new_home("of-root")
    start(settings)

    assert "Run as the user that owns it" in as_ordinary_user(lambda: start(settings))


def test_programs_that_are_too_old_are_refused_by_version(new_home, tmp_path):
    program = tmp_path / "postgres"
    program.write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 15.18'\n")
    program.chmod(0o755)

    with pytest.raises(DatabaseError, match="PostgreSQL 15; the warehouse needs 16"):
        start(new_home().model_copy(update={"pg_bin": tmp_path}))


def test_programs_that_are_not_there_are_named(new_home, tmp_path):
    with pytest.raises(DatabaseError, match="No PostgreSQL programs that run"):
        start(new_home().model_copy(update={"pg_bin": tmp_path}))


@needs_root
def test_programs_in_a_closed_folder_are_copied_to_where_the_server_can_run_them(new_home, tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    packaged = embedded.programs_for(settings := new_home(), _started_place(settings))
    stop(settings)
    subprocess.run(["cp", "-r", str(packaged.parent), str(closed / "postgresql")], check=True)

    start(settings.model_copy(update={"pg_bin": closed / "postgresql" / "bin"}))

    assert is_running(settings)
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


def _started_place(settings: Settings):
    start(settings)
    return find_place(settings)


def test_a_server_of_another_version_than_its_database_is_refused(new_home):
    settings = new_home()
    start(settings)
    stop(settings)
    place = find_place(settings)
    version = (place.data / "PG_VERSION").read_text()
    place.account.write(place.data / "PG_VERSION", "17\n")
    try:
        with pytest.raises(DatabaseError, match="was made by PostgreSQL 17"):
            start(settings)
    finally:
        place.account.write(place.data / "PG_VERSION", version)


def test_its_cpu_time_is_counted_with_that_of_its_processes(home):
    before = embedded.cpu_seconds(home)
    with connect_as_administrator(home) as connection:
        connection.execute("select sum(i) from generate_series(1, 3000000) as i")

    assert embedded.cpu_seconds(home) > before
