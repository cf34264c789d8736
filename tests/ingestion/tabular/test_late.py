"""Who has not delivered yet, with the days it is late."""

from datetime import date

import pytest

from ingestion.tabular.contract import Schedule
from ingestion.tabular.late import Due, last_due, late_deliveries
from tests.ingestion.tabular.deliveries import csv_of, rows_of
from warehouse.senders import name_of_sender

GGZ = "wachtlijsten/jeugd_ggz"
TWICE = Schedule(text="twee keer per jaar", months=(6, 12), days=21)


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2026, 7, 21), Due(date(2025, 12, 31), date(2025, 6, 30), date(2026, 1, 21))),
        (date(2026, 7, 22), Due(date(2026, 6, 30), date(2025, 12, 31), date(2026, 7, 21))),
        (date(2026, 1, 1), Due(date(2025, 6, 30), date(2024, 12, 31), date(2025, 7, 21))),
    ],
)
def test_a_delivery_is_due_on_a_day_and_late_the_day_after(today, due):
    assert last_due(TWICE, today) == due


def test_a_delivery_without_moments_is_never_late():
    assert last_due(Schedule(text="bij wijziging"), date(2026, 7, 22)) is None


def test_a_list_that_nobody_delivered_is_late_as_a_whole(senders):
    late = late_deliveries(senders.connection, "wachtlijsten", date(2026, 7, 31))
    assert {(line.contract.name, line.deliverer, line.days_late) for line in late} == {
        ("buurtteams", "", 21),
        ("jeugd_ggz", "", 10),
        ("jeugd_ggz_kinderen", "", 10),
    }


def test_only_the_provider_that_stays_away_is_late(senders):
    for agb, peildatum in (("01234567", "2026-06-30"), ("01234568", "2025-12-31")):
        senders.drop(GGZ, csv_of(rows_of(GGZ, 1, aanbieder_agb=agb, peildatum=peildatum)), f"{agb[-1]}.csv")
    senders.run()
    late = late_deliveries(senders.connection, "wachtlijsten", date(2026, 7, 31))
    assert [line.deliverer for line in late if line.contract.label == GGZ] == ["01234568"]


def test_a_register_is_late_by_the_day_of_its_delivery(senders):
    label = "registers/bezwaren"
    senders.drop(label, csv_of(rows_of(label, 1)), "bezwaren_2026-06-30.csv")
    senders.run()

    def late():
        found = late_deliveries(senders.connection, "registers", date(2026, 8, 1))
        return [line.days_late for line in found if line.contract.label == label]

    assert late() == [4]
    senders.drop(label, csv_of(rows_of(label, 2)), "bezwaren_2026-07-20.csv")
    senders.run()
    assert late() == []


def test_a_provider_that_is_late_has_the_name_of_the_newest_register(senders):
    label = "registers/aanbieders"
    senders.drop(GGZ, csv_of(rows_of(GGZ, 1, aanbieder_agb="01234567", peildatum="2025-12-31")), "lijst.csv")
    for name, day in (("Vroeger", "2026-01-01"), ("Nu", "2026-06-01")):
        senders.drop(label, csv_of(rows_of(label, 1, aanbieder_agb="01234567", naam=name)), f"aanbieders_{day}.csv")
    senders.run()
    late = [line for line in late_deliveries(senders.connection, "wachtlijsten", date(2026, 7, 31)) if line.deliverer]
    assert [(line.deliverer, line.name) for line in late] == [("01234567", "Nu")]
    assert name_of_sender(late[0]) == "Nu (AGB 01234567)"
