"""What senders do with a list, from inbox to mart: twice, corrected, late, about the wrong day, and several at once."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from ingestion.tabular.sample import sample_rows
from tests.conftest import temporary_home
from tests.ingestion.tabular.conftest import Senders
from tests.ingestion.tabular.deliveries import contract, csv_of
from warehouse.build import run_dbt
from warehouse.database.connection import connect as connect_to
from warehouse.database.connection import connect_as_administrator
from warehouse.database.prepare import prepare
from warehouse.settings import Settings

pytestmark = pytest.mark.slow

GGZ, KLACHTEN, TOEGANG = "wachtlijsten/jeugd_ggz", "registers/klachten", "registers/toegang"
FIRST, SECOND, THIRD = "01234567", "01234568", "01234569"
MODELS = ("+fct_wachtlijst", "+fct_klachten", "+fct_toegang")
ROWS_TEST = "delivered_rows_are_in_their_mart"
"""Looks at every mart of every register; test_lists_to_marts.py runs it."""

Ask = Callable[[str], list[tuple[object, ...]]]


def listed(agb: str, peildatum: str, waiting: int, count: int = 2) -> bytes:
    rows = list(sample_rows(contract(GGZ), count))
    facts = {"aanbieder_agb": agb, "peildatum": peildatum, "aantal_wachtenden": str(waiting)}
    facts |= {name: "" for name in rows[0] if name.startswith("waarvan_")}
    return csv_of([row | facts | {"vestiging": f"vestiging {number}"} for number, row in enumerate(rows)])


def delivered_by(who: str, label: str, count: int, **facts: str) -> bytes:
    number = contract(label).key[-1]
    rows = enumerate(sample_rows(contract(label), count))
    return csv_of([row | {"aangeleverd_door": who, number: f"nummer {place}"} | facts for place, row in rows])


@pytest.fixture(scope="module")
def story() -> Iterator[tuple[Settings, list[dict[str, int]]]]:
    """Three nights of deliveries and a build; with the counts of each night."""
    with temporary_home("deliveries") as settings:
        prepare(settings)
        with connect_to(settings, "ingest_writer", autocommit=True) as connection:
            senders = Senders(settings, connection)
            senders.drop(GGZ, listed(FIRST, "2026-06-30", 10), "een_2026-07-10.csv")
            senders.drop(GGZ, listed(SECOND, "2026-06-30", 20), "twee_2026-07-12.csv")
            senders.drop(KLACHTEN, delivered_by("jeugdstem", KLACHTEN, 3), "jeugdstem_2026-07-10.csv")
            senders.drop(KLACHTEN, delivered_by(FIRST, KLACHTEN, 2), "aanbieder_2026-07-11.csv")
            senders.drop(TOEGANG, delivered_by("bjg", TOEGANG, 4), "bjg_2026-07-10.csv")
            senders.drop(TOEGANG, delivered_by("regieteam", TOEGANG, 1), "regieteam_2026-07-09.csv")
            nights = [senders.run()]
            # the first list once more, one corrected, one that is late, one about a day to come
            senders.drop(GGZ, listed(FIRST, "2026-06-30", 10), "nogmaals_2026-07-10.csv")
            senders.drop(GGZ, listed(SECOND, "2026-06-30", 21), "twee_2026-07-20.csv")
            senders.drop(GGZ, listed(THIRD, "2026-06-30", 30), "drie_2026-10-02.csv")
            senders.drop(GGZ, listed(FIRST, "2090-06-30", 11), "toekomst_2026-07-21.csv")
            senders.drop(KLACHTEN, delivered_by(FIRST, KLACHTEN, 1, uitkomst="gegrond"), "aanbieder_2026-07-22.csv")
            nights.append(senders.run())
            # one about a day that was never asked, and the day that was meant
            senders.drop(GGZ, listed(FIRST, "2026-07-01", 12), "verkeerde_dag_2026-07-22.csv")
            senders.drop(GGZ, listed(FIRST, "2026-06-30", 12), "goede_dag_2026-07-23.csv")
            nights.append(senders.run())
        run_dbt(
            settings,
            ["build", "--exclude-resource-type", "unit_test", "--exclude", ROWS_TEST, "--select", *MODELS],
        )
        yield settings, nights


@pytest.fixture
def ask(story: tuple[Settings, object]) -> Iterator[Ask]:
    with connect_as_administrator(story[0]) as connection:
        yield lambda query: connection.execute(query).fetchall()


def test_each_night_takes_in_what_is_new_and_right(story):
    counts = [(night["loaded"], night["refused"], night["held"]) for night in story[1]]
    assert counts == [(6, 0, 0), (3, 1, 0), (2, 0, 0)]


def test_a_list_that_comes_twice_counts_once(ask):
    lists = ask("select name from meta.files where name like '%een_%' or name like '%nogmaals%'")
    assert lists == [("jeugd_ggz/een_2026-07-10.csv",)]


def test_a_corrected_list_counts_and_the_one_before_it_stays_in_sight(ask):
    query = (
        "select distinct geleverd_op, aantal_wachtenden, is_geldig from build_mart.fct_wachtlijst"
        " where aanbieder_agb = '{}' and peildatum = '2026-06-30' order by geleverd_op"
    )
    assert ask(query.format(SECOND)) == [(date(2026, 7, 12), 20, False), (date(2026, 7, 20), 21, True)]
    assert ask(query.format(FIRST)) == [(date(2026, 7, 10), 10, False), (date(2026, 7, 23), 12, True)]


def test_a_late_list_counts_for_its_own_day(ask):
    late = ask("select distinct peildatum, geleverd_op from build_mart.fct_wachtlijst where aanbieder_agb = '01234569'")
    assert late == [(date(2026, 6, 30), date(2026, 10, 2))]


def test_a_list_about_a_day_that_was_not_asked_stands_apart_and_is_told(ask):
    days = ask(
        "select distinct peildatum, aantal_wachtenden from build_mart.fct_wachtlijst where aantal_wachtenden = 12"
    )
    assert sorted(days) == [(date(2026, 6, 30), 12), (date(2026, 7, 1), 12)]
    assert ask("select file_name from meta.outcomes where code = 'C038'") == [
        ("jeugd_ggz/verkeerde_dag_2026-07-22.csv",)
    ]


def test_a_list_about_a_day_to_come_is_in_no_mart(ask):
    assert ask("select status, code from meta.files where status <> 'loaded'") == [("refused", "C033")]


def test_a_new_register_replaces_that_of_the_same_deliverer_only(ask):
    complaints = ask(
        "select aangeleverd_door, geleverd_op, count(*), max(uitkomst)"
        " from build_mart.fct_klachten group by 1, 2 order by 1"
    )
    assert [row[:3] for row in complaints] == [(FIRST, date(2026, 7, 22), 1), ("jeugdstem", date(2026, 7, 10), 3)]
    assert complaints[0][3] == "gegrond"
    referrals = ask("select aangeleverd_door, count(*) from build_mart.fct_toegang group by 1 order by 1")
    assert referrals == [("bjg", 4), ("regieteam", 1)]
