"""Twenty readers join two marts through twenty publishes: no mixed, no empty and no failed read."""

import threading
from collections import Counter

from tests.warehouse.small_build import ROWS, publish_edition
from warehouse.database.connection import connect as connect_to
from warehouse.publish import rollback

READERS, PUBLISHES = 20, 20
THINK_SECONDS = 0.01

JOINED = (
    "select f.editie, d.editie, f.load_id, d.load_id, count(*)"
    " from mart.fct_regels as f join mart.dim_aanbieder as d using (aanbieder_agb) group by 1, 2, 3, 4"
)
ONE_MART = "select editie, load_id, count(*) from mart.fct_regels group by 1, 2"
OTHER_MART = "select waarde::integer, load_id, count(*) from indicator.indicator_waarden group by 1, 2"


class Reader(threading.Thread):
    """Reads until told to stop, each time in one statement or in two within one snapshot; sorts what it saw."""

    def __init__(self, home, *, in_one_statement: bool, stop: threading.Event):
        super().__init__()
        self.home, self.stop, self.in_one_statement = home, stop, in_one_statement
        self.seen: Counter[str] = Counter()
        self.editions: set[int] = set()
        self.errors: list[str] = []

    def run(self):
        try:
            with connect_to(self.home, "bi_reader", autocommit=True) as connection:
                while not self.stop.is_set():
                    self.judge(self.one_statement(connection) if self.in_one_statement else self.snapshot(connection))
                    self.stop.wait(THINK_SECONDS)
        except Exception as error:
            self.errors.append(f"{type(error).__name__}: {error}")

    def one_statement(self, connection):
        rows = connection.execute(JOINED).fetchall()
        return [(row[0], row[2]) for row in rows] + [(row[1], row[3]) for row in rows], sum(row[4] for row in rows)

    def snapshot(self, connection):
        with connection.transaction():
            connection.execute("set transaction isolation level repeatable read, read only")
            first = connection.execute(ONE_MART).fetchall()
            second = connection.execute(OTHER_MART).fetchall()
        return [row[:2] for row in first + second], sum(row[2] for row in first) if second else 0

    def judge(self, outcome):
        loads, rows = outcome
        verdict = "empty" if rows == 0 else "whole" if rows == ROWS and len(set(loads)) == 1 else "mixed"
        self.seen[verdict] += 1
        self.editions.update(edition for edition, _ in loads)


def test_readers_see_one_whole_load_through_every_publish(clean_home):
    publish_edition(clean_home, 0)
    stop = threading.Event()
    readers = [Reader(clean_home, in_one_statement=number % 2 == 0, stop=stop) for number in range(READERS)]
    for reader in readers:
        reader.start()
    try:
        published = [publish_edition(clean_home, edition)["load_id"] for edition in range(1, PUBLISHES + 1)]
        rollback(clean_home)
    finally:
        stop.set()
        for reader in readers:
            reader.join()

    seen = sum((reader.seen for reader in readers), Counter())
    assert len(set(published)) == PUBLISHES
    assert [reader.errors for reader in readers if reader.errors] == []
    assert set(seen) == {"whole"}, seen
    assert min(reader.seen["whole"] for reader in readers) > 0
    assert len(set().union(*(reader.editions for reader in readers))) > PUBLISHES / 2, "readers missed the publishes"
