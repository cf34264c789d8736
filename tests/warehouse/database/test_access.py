"""Who gets into the embedded server, and what it tells about whom."""

import stat
import time

import psycopg
import pytest

from tests.warehouse.database.server import superuser
from warehouse.database.connection import connect_as_administrator, parameters
from warehouse.database.place import find_place
from warehouse.settings import Settings

PROOF = "this line proves that the log is read"


def log_with(settings: Settings, text: str) -> str:
    """The server's log, once the collector, which writes in its own time and in order, has written `text`."""
    deadline = time.monotonic() + 60
    while True:
        written = "".join(path.read_text() for path in find_place(settings).logs.iterdir())
        if text in written or time.monotonic() > deadline:
            return written
        time.sleep(0.1)


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
        f"do $$ begin raise log '{PROOF}'; end $$",
    ]
    with connect_as_administrator(home, autocommit=True) as connection:
        connection.execute("create temp table canaries (bsn text primary key)")
        with pytest.raises(psycopg.Error):
            connection.execute("select %s::integer", [f"{canary}x"])
        refused = 0
        for statement in statements:
            try:
                connection.execute(statement)
            except psycopg.Error:
                refused += 1

    assert refused == 4
    written = log_with(home, PROOF)
    assert PROOF in written
    assert canary not in written


def test_others_find_every_folder_with_personal_data_closed(home):
    place = find_place(home)
    closed = [home.landing, home.quarantine, home.secrets, place.root, place.data, place.socket, place.logs]

    for folder in closed:
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700, folder
    files = list(home.secrets.iterdir())
    assert len(files) >= 6
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
