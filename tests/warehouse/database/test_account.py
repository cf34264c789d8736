"""Which user the embedded server runs as, and where its files stand so that this user reaches them."""

import os
import pwd
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.warehouse.database.server import postmaster
from warehouse.database import account, binaries
from warehouse.database.binaries import bin_folder
from warehouse.database.connection import connect
from warehouse.database.embedded import is_running, remove, start
from warehouse.database.errors import DatabaseError
from warehouse.database.place import find_place
from warehouse.database.prepare import prepare

ORDINARY = 65534
"""A user number without any right of its own; the system knows it as nobody."""

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to be several users")


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
def test_root_falls_back_on_nobody_and_says_what_to_do_without_any_other_user(monkeypatch):
    monkeypatch.setattr(account, "PREFERRED", ())
    monkeypatch.setattr(account, "MAKERS", ())
    assert account.server_account().uid == pwd.getpwnam("nobody").pw_uid

    monkeypatch.setattr(account, "LAST_RESORT", "no-such-user")
    with pytest.raises(DatabaseError, match="useradd --system"):
        account.server_account()


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


@needs_root
def test_packaged_programs_that_are_closed_to_the_server_are_copied_to_where_it_can_run_them(
    new_home, tmp_path, monkeypatch
):
    settings, closed = new_home().model_copy(update={"pg_bin": None}), tmp_path / "closed"
    package = bin_folder(settings).parents[1]
    closed.mkdir(mode=0o700)
    for folder in (package, package.with_name(f"{package.name}.libs")):
        shutil.copytree(folder, closed / folder.name, ignore=shutil.ignore_patterns("include", "*.a", "pginstall"))
    for path in closed.rglob("*"):
        path.chmod(path.stat().st_mode & 0o700)
    monkeypatch.setattr(binaries, "package_folder", lambda: closed / package.name)

    prepare(settings)

    with connect(settings, "bi_reader") as connection:
        assert connection.execute("select 1").fetchone() == (1,)
    assert Path(f"/proc/{postmaster(settings)}/exe").resolve().is_relative_to(settings.home)
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


@needs_root
def test_given_programs_that_are_closed_to_the_server_are_refused_with_its_number(new_home, tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    program = closed / "postgres"
    program.write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 18.4'\n")
    program.chmod(0o755)

    with pytest.raises(DatabaseError, match="cannot run the programs"):
        start(new_home().model_copy(update={"pg_bin": closed}))
