"""A delivery beside earlier ones: older, half as long, from someone unknown."""

from datetime import date

from ingestion import ledger
from ingestion.tabular.contract import load_contracts
from ingestion.tabular.history import compare
from ingestion.tabular.source import TabularSource
from tests.ingestion.tabular.deliveries import csv_of, examine, rows_of

GGZ = "wachtlijsten/jeugd_ggz"
ANOTHER_FILE = 7


def lists(count, peildatum, agb="01234567"):
    rows = rows_of(GGZ, count)
    for number, row in enumerate(rows):
        row |= {"peildatum": peildatum, "aanbieder_agb": agb, "vestiging": f"vestiging {number}"}
    return csv_of(rows)


def compared(senders, content, label=GGZ, delivered=date(2026, 7, 5)):
    source, name = label.split("/")
    summary = examine(label, content).summary
    with ledger.transaction(senders.connection):
        return compare(senders.connection, load_contracts(source)[name], summary, ANOTHER_FILE, delivered)


def codes(faults):
    return [fault.code for fault in faults]


def test_the_first_delivery_has_nothing_to_be_compared_with(senders):
    assert compared(senders, lists(20, "2026-06-30")) == []


def test_a_list_with_half_the_rows_is_held_c_022(senders):
    senders.drop(GGZ, lists(20, "2025-12-31"))
    senders.run()
    assert codes(compared(senders, lists(11, "2026-06-30"))) == []
    (fault,) = compared(senders, lists(10, "2026-06-30"))
    assert (fault.code, fault.fields) == ("C020", {"aantal": 10, "vorige": 20, "procent": 50})


def test_a_short_list_may_halve(senders):
    senders.drop(GGZ, lists(8, "2025-12-31"))
    senders.run()
    assert compared(senders, lists(2, "2026-06-30")) == []


def test_another_provider_is_not_compared_with(senders):
    senders.drop(GGZ, lists(20, "2025-12-31"))
    senders.run()
    assert compared(senders, lists(3, "2026-06-30", agb="01234568")) == []


def test_a_list_of_an_older_day_is_history(senders):
    senders.drop(GGZ, lists(20, "2026-06-30"))
    senders.run()
    (fault,) = compared(senders, lists(2, "2025-12-31"))
    assert fault.code == "C017"
    assert fault.fields == {"datum": "2025-12-31", "laatste": "2026-06-30"}


def test_a_register_is_older_by_the_day_of_its_delivery(senders):
    label = "registers/aanbieders"
    senders.drop(label, csv_of(rows_of(label, 12)), "aanbieders_2026-07-01.csv")
    senders.run()
    content = csv_of(rows_of(label, 13))
    assert codes(compared(senders, content, label, date(2026, 7, 2))) == []
    assert codes(compared(senders, content, label, date(2026, 6, 30))) == ["C017"]
    assert codes(compared(senders, csv_of(rows_of(label, 6)), label, date(2026, 7, 2))) == ["C020"]


def test_a_provider_that_the_register_does_not_have_is_told_c_020(senders):
    content = lists(2, "2026-06-30", agb="09999999")
    assert compared(senders, content) == []
    senders.drop("registers/aanbieders", csv_of(rows_of("registers/aanbieders", 2)))
    senders.run()
    (fault,) = compared(senders, content)
    assert (fault.code, fault.fields) == ("C018", {"aantal": 1, "wie": "09999999"})
    assert compared(senders, lists(2, "2026-06-30")) == []


def test_the_source_compares_what_it_examined(senders):
    senders.drop(GGZ, lists(20, "2025-12-31"), "lijst_2026-01-10.csv")
    senders.run()
    (file,) = ledger.files_in(senders.connection, "wachtlijsten", senders.settings.landing, statuses=("loaded",))
    source = TabularSource("wachtlijsten")
    examined = source.examine(lists(5, "2026-06-30"), file.name, is_production=False)
    with ledger.transaction(senders.connection):
        # the file that stands is the only one, and a file is not compared with itself
        assert source.compare(senders.connection, file, examined) == ()
