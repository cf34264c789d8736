"""A log says what broke and where, never about whom."""

import psycopg
import pytest

from dags.common.failures import without_values
from warehouse.database.errors import DatabaseError

CANARY = "Kanarie"


def raised_by(action):
    with pytest.raises(Exception) as caught:
        action()
    return caught.value


def raise_it(error):
    raise error


@pytest.mark.parametrize(
    "action",
    [
        lambda: int(CANARY),
        lambda: {}[CANARY],
        lambda: CANARY.encode("ascii").decode("utf-16"),
        lambda: raise_it(AssertionError(CANARY)),
    ],
)
def test_the_message_of_an_unknown_exception_is_left_out(action):
    text = without_values(raised_by(action))
    assert CANARY not in text
    assert "tests/dags/test_failures.py, line" in text


def test_a_broken_disk_or_database_is_told_in_full():
    assert "No space left" in without_values(raised_by(lambda: raise_it(OSError(28, "No space left on device"))))
    assert "Try: warehouse doctor" in without_values(DatabaseError("Cannot connect. Try: warehouse doctor."))


def test_what_the_database_says_is_told_without_the_values_it_met(connect):
    connection = connect("ingest_writer")
    text = without_values(raised_by(lambda: connection.execute(f"select '{CANARY}'::date")))
    assert text.startswith("InvalidDatetimeFormat 22007 (")
    assert CANARY not in text

    text = without_values(raised_by(lambda: connection.execute("select 1 from vault_of_nobody")))
    assert 'UndefinedTable 42P01: relation "vault_of_nobody" does not exist' in text


def test_the_values_of_a_doubled_key_are_left_out(connect):
    connection = connect("ingest_writer", autocommit=False)
    columns = "file_id, sha256, source, name, size_bytes, status"
    row = f"insert into meta.files ({columns}) values (1, %s, 'x', 'x', 1, 'landed')"
    connection.execute(row, [CANARY])
    error = raised_by(lambda: connection.execute(row, [CANARY]))
    assert isinstance(error, psycopg.errors.UniqueViolation)
    connection.rollback()
    assert CANARY not in without_values(error)
