"""Moments between two steps, held open on purpose."""

import threading
import time

import pytest

from tests.warehouse.small_build import ROWS, audit, make_build, publish_edition, read
from warehouse import loads
from warehouse.database.connection import connect as connect_to
from warehouse.database.connection import connect_as_administrator
from warehouse.publish import publish, rollback

GATE_KEY = 42

# the planner runs a stable function to estimate a filter: after it looked which partitions there are
SLOW_PLANNING = f"""
create function mart.held_up() returns integer language plpgsql stable as $$
begin
    perform pg_advisory_xact_lock_shared({GATE_KEY});
    return 0;
end $$;
grant execute on function mart.held_up() to bi_reader
"""


class InBackground(threading.Thread):
    def __init__(self, task):
        super().__init__()
        self.task, self.result, self.error = task, None, None

    def run(self):
        try:
            self.result = self.task()
        except Exception as error:
            self.error = error

    def finished(self):
        self.join(timeout=30)
        assert not self.is_alive()
        if self.error:
            raise self.error
        return self.result


def until(query_is_true, home, query: str) -> None:
    deadline = time.monotonic() + 20
    while not query_is_true(read(home, query, "publisher")):
        assert time.monotonic() < deadline, f"never came true: {query}"
        time.sleep(0.01)


@pytest.fixture
def held_up(clean_home):
    with connect_as_administrator(clean_home, autocommit=True) as administrator:
        administrator.execute(SLOW_PLANNING)
        administrator.execute("select pg_advisory_lock(%s)", (GATE_KEY,))
        try:
            yield lambda: administrator.execute("select pg_advisory_unlock(%s)", (GATE_KEY,))
        finally:
            administrator.execute("select pg_advisory_unlock_all()")
            administrator.execute("drop function mart.held_up()")


def test_a_statement_that_was_planned_before_the_load_came_still_finds_its_rows(clean_home, held_up):
    publish_edition(clean_home, 1)
    make_build(clean_home, 2)
    audit(clean_home, "night")

    query = "select count(*), min(editie) from mart.fct_regels where regel_id > mart.held_up()"
    reader = InBackground(lambda: read(clean_home, query))
    reader.start()
    until(lambda rows: rows != [], clean_home, "select 1 from pg_locks where locktype = 'advisory' and not granted")
    publisher = InBackground(lambda: publish(clean_home, "night"))
    publisher.start()
    until(lambda rows: rows == [("stored",)], clean_home, "select status from meta.loads where load_id = 2")
    held_up()

    assert reader.finished() == [(ROWS, 1)]
    assert publisher.finished()["load_id"] == 2
    assert read(clean_home, "select count(*), min(editie) from mart.fct_regels") == [(ROWS, 2)]


def test_a_publish_that_stopped_between_store_and_pointer_is_finished_by_the_next_try(clean_home, monkeypatch):
    publish_edition(clean_home, 1)
    with monkeypatch.context() as broken, pytest.raises(ConnectionError):
        broken.setattr(loads, "point_at", lambda *_: (_ for _ in ()).throw(ConnectionError()))
        publish_edition(clean_home, 2)
    assert read(clean_home, "select distinct editie from mart.fct_regels") == [(1,)]

    assert publish(clean_home, "night_2")["load_id"] == 2
    assert read(clean_home, "select distinct editie from mart.fct_regels") == [(2,)]


def test_a_load_that_no_reader_ever_saw_is_not_gone_back_to(clean_home, monkeypatch):
    publish_edition(clean_home, 1)
    with monkeypatch.context() as broken, pytest.raises(ConnectionError):
        broken.setattr(loads, "point_at", lambda *_: (_ for _ in ()).throw(ConnectionError()))
        publish_edition(clean_home, 2)
    publish_edition(clean_home, 3)

    statuses = dict(read(clean_home, "select load_id, status from meta.loads", "publisher"))
    assert statuses == {1: "retired", 2: "dropped", 3: "published"}
    assert rollback(clean_home) == 1


def test_a_wider_mart_waits_for_an_open_query_and_takes_none_down(clean_home, connect):
    publish_edition(clean_home, 1)
    report = connect("bi_reader", autocommit=False)
    assert report.execute("select distinct editie from mart.fct_regels").fetchall() == [(1,)]

    wider = {"build_mart.fct_regels": "select 1 as regel_id, 'agb1' as aanbieder_agb, 100 as bedrag_cent, {edition}"
             " as editie, 'EUR' as munt"}  # fmt: skip
    publisher = InBackground(lambda: publish_edition(clean_home, 2, tables=wider))
    publisher.start()
    until(
        lambda rows: rows != [], clean_home, "select 1 from pg_locks where mode = 'AccessExclusiveLock' and not granted"
    )
    assert report.execute("select distinct editie from mart.fct_regels").fetchall() == [(1,)]
    report.commit()

    assert publisher.finished()["load_id"] == 2
    assert read(clean_home, "select editie, munt from mart.fct_regels") == [(2, "EUR")]


def test_two_publishers_at_once_take_turns(clean_home):
    make_build(clean_home, 1)
    audit(clean_home, "night")
    both = [InBackground(lambda: publish(clean_home, "night")) for _ in range(2)]
    for publisher in both:
        publisher.start()

    assert [publisher.finished()["load_id"] for publisher in both] == [1, 1]
    with connect_to(clean_home, "publisher") as connection:
        assert [load.status for load in loads.kept_loads(connection)] == ["published"]
