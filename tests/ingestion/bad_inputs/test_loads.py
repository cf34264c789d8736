"""What goes wrong around a load: two at once, a clock, a disk, a database. Nothing stays half; the next run mends."""

import errno
import time
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from ingestion import clock, load
from ingestion.landing import Keep
from tests.ingestion.messages import make_message
from warehouse.breakage import words_for
from warehouse.database.connection import open_connection
from warehouse.database.errors import DatabaseError

FILES = 6


@pytest.fixture
def filled(intake):
    for number in range(FILES):
        intake.drop(f"{number}.xml", make_message("jeugdwet", "323", number, lines=2))
    return intake


def loaded(intake):
    return [name for name, status in intake.status_of().items() if status == "loaded"]


def whole_files(intake):
    """Files with a header in the raw layer, and the files that the ledger says are loaded."""
    rows = intake.connection.execute("select _source_file_id from raw_ijw_iwmo.berichten").fetchall()
    files = intake.connection.execute("select file_id from meta.files where status = 'loaded'").fetchall()
    return sorted(rows), sorted(files)


def test_two_loads_at_once_load_everything_once_l_001(filled, connect):
    filled.land()
    filled.validate()
    assert filled.key
    second = connect("ingest_writer")
    with ThreadPoolExecutor(2) as pool:
        counts = list(pool.map(filled.load, (filled.connection, second)))

    assert sum(count["loaded"] for count in counts) == FILES == len(loaded(filled))
    rows, files = whole_files(filled)
    assert rows == files


@pytest.mark.parametrize("hours", [-1, 1, 24, -24])
def test_a_clock_that_differs_is_told_and_the_load_goes_on_l_002(filled, monkeypatch, hours):
    now = time.time
    monkeypatch.setattr(clock.time, "time", lambda: now() + hours * 3600)
    filled.run()

    outcomes = filled.connection.execute("select reaction, code, message from meta.outcomes").fetchall()
    (told,) = [outcome for outcome in outcomes if outcome[1] == "L002"]
    assert told[0] == "warn"
    assert f"wijkt {hours * 3600} seconden af" in told[2]
    assert len(loaded(filled)) == FILES
    moments = "select count(*) from meta.files where abs(extract(epoch from now() - landed_at)) > 600"
    assert filled.connection.execute(moments).fetchone() == (0,)


def test_a_clock_that_is_right_is_not_told(filled):
    filled.run()
    assert "L002" not in filled.codes()


def test_a_full_disk_while_landing_leaves_nothing_half_and_is_told_l_004(filled, monkeypatch):
    put, calls = Keep.put, []

    def full(self, pieces, *arguments):
        calls.append(1)
        if len(calls) == 3:
            raise OSError(errno.ENOSPC, "No space left on device")
        return put(self, pieces, *arguments)

    monkeypatch.setattr(Keep, "put", full)
    with pytest.raises(OSError, match="No space left") as broken:
        filled.land()
    assert words_for(broken.value).startswith("[L004] lading: De schijf is vol")
    assert "er is niets half geladen" in words_for(broken.value)
    assert loaded(filled) == []

    monkeypatch.undo()
    filled.run()
    assert len(loaded(filled)) == FILES


def test_a_full_disk_of_the_database_leaves_nothing_half_and_is_told_l_004(filled, monkeypatch):
    copy, calls = load.copy_table, []

    def full(*arguments, **options):
        calls.append(1)
        if len(calls) == 3:
            raise psycopg.errors.DiskFull("could not extend file")
        return copy(*arguments, **options)

    monkeypatch.setattr(load, "copy_table", full)
    filled.land()
    filled.validate()
    with pytest.raises(psycopg.errors.DiskFull) as broken:
        filled.load()
    assert words_for(broken.value).startswith("[L004] lading: De schijf is vol")
    assert filled.row_count() == 0

    monkeypatch.undo()
    filled.load()
    rows, files = whole_files(filled)
    assert len(loaded(filled)) == FILES
    assert rows == files


def test_a_database_that_goes_away_leaves_nothing_half_and_is_told_l_005(filled, administrator, connect, monkeypatch):
    filled.land()
    filled.validate()
    copy, calls = load.copy_table, []
    loader = connect("ingest_writer")

    def gone(*arguments, **options):
        calls.append(1)
        if len(calls) == 3:
            administrator.execute("select pg_terminate_backend(%s)", (loader.info.backend_pid,))
        return copy(*arguments, **options)

    monkeypatch.setattr(load, "copy_table", gone)
    with pytest.raises(psycopg.OperationalError) as broken:
        filled.load(loader)
    assert words_for(broken.value).startswith("[L005] lading: De database is niet bereikbaar")
    assert filled.row_count() == 0

    monkeypatch.undo()
    filled.load()
    assert len(loaded(filled)) == FILES


def test_a_database_that_is_not_there_is_told_l_005():
    with pytest.raises(DatabaseError) as broken:
        open_connection({"host": "127.0.0.1", "port": "9", "dbname": "niets", "user": "niemand"}, autocommit=True)
    assert words_for(broken.value).startswith("[L005]")
    assert "de gepubliceerde cijfers blijven" in words_for(broken.value)


def test_another_fault_has_no_words_of_its_own():
    assert words_for(ValueError("iets")) == ""
    assert words_for(OSError(errno.EACCES, "Permission denied")) == ""
    assert words_for(psycopg.errors.UndefinedTable("weg")) == ""
