"""Tabular deliveries through the intake of a night: what comes in, what stays apart, what is told."""

import hashlib
import os
import shutil
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from ingestion import land
from ingestion.tabular.contract import load_contracts
from ingestion.tabular.documentation import SOURCES
from ingestion.tabular.sample import sample_rows
from tests.conftest import empty_database
from tests.ingestion.tabular.deliveries import csv_of, rows_of, xlsx_of
from tests.ingestion.tabular.test_contract import LABELS
from warehouse.database.connection import connect_as_administrator

GGZ = "wachtlijsten/jeugd_ggz"
TOEGANG = "registers/toegang"
ANTWOORDEN = "clientervaring/ervaring_antwoorden"


def test_every_contract_loads_in_one_night_in_either_form_and_a_second_night_changes_nothing(senders):
    for number, label in enumerate(LABELS):
        source, name = label.split("/")
        rows = [dict(row) for row in sample_rows(load_contracts(source)[name], 5)]
        content = xlsx_of(label, rows) if number % 2 else csv_of(rows)
        senders.drop(label, content, "levering.xlsx" if number % 2 else "levering.csv")
    counts = senders.run()
    assert (counts["loaded"], counts["refused"], counts["rows"]) == (len(LABELS), 0, 5 * len(LABELS))
    assert {label: len(senders.rows(label, "_rij")) for label in LABELS} == dict.fromkeys(LABELS, 5)
    again = senders.run()
    assert (again["known"], again["loaded"], again["landed"]) == (len(LABELS), 0, 0)


def test_values_arrive_with_their_type(senders):
    senders.drop(GGZ, csv_of(rows_of(GGZ, 1, gemiddelde_wachttijd_weken="12,5", is_aanmeldstop="ja")))
    senders.run()
    columns = (
        "peildatum",
        "aanbieder_agb",
        "aantal_wachtenden",
        "gemiddelde_wachttijd_weken",
        "is_aanmeldstop",
        "_rij",
    )
    assert senders.rows(GGZ, *columns) == [(date(2026, 6, 30), "01234567", 24, Decimal("12.50"), True, 2)]


def test_the_day_of_a_delivery_is_in_its_name_or_else_when_it_was_last_changed(senders):
    senders.drop(
        GGZ, csv_of(rows_of(GGZ, 1, vestiging="a")), "wachtlijst 05-07-2026 (definitief).csv", date(2026, 7, 9)
    )
    senders.drop(GGZ, csv_of(rows_of(GGZ, 1, vestiging="b")), "wachtlijst_20260706.csv", date(2026, 7, 9))
    senders.run()
    assert senders.rows(GGZ, "vestiging", "_delivered_on") == [("a", date(2026, 7, 5)), ("b", date(2026, 7, 6))]


def test_a_person_is_a_pseudonym_in_raw_and_a_number_in_the_vault(senders, home):
    senders.drop(TOEGANG, csv_of(rows_of(TOEGANG, 1, toelichting="verzonnen verhaal")))
    senders.run()
    ((pseudonym,),) = senders.rows(TOEGANG, "client_pseudoniem")
    assert len(pseudonym) == 32
    with connect_as_administrator(home) as vault:
        assert vault.execute("select bsn, toelichting from vault.toegang").fetchall() == [
            ("999990019", "verzonnen verhaal")
        ]
        assert vault.execute("select client_pseudoniem from vault.personen").fetchall() == [(pseudonym,)]


def test_what_is_personal_is_in_no_column_of_raw(senders, home):
    with connect_as_administrator(home) as database:
        columns = {
            (table, column)
            for table, column in database.execute(
                "select table_schema || '/' || table_name, column_name from information_schema.columns"
                " where table_schema like 'raw\\_%' and table_schema <> 'raw_ijw_iwmo'"
            )
        }
    personal = {
        (f"raw_{contract.label}", column.name)
        for source in SOURCES
        for contract in load_contracts(source).values()
        for column in contract.columns
        if column.is_personal
    }
    assert len(columns) > 300 and len(personal) >= 12
    assert columns & personal == set()


def test_the_same_delivery_under_another_name_doubles_nothing(senders):
    content = csv_of(rows_of(GGZ, 3))
    senders.drop(GGZ, content, "een.csv")
    senders.drop(GGZ, content, "twee.csv")
    counts = senders.run()
    assert (counts["loaded"], counts["skipped"], len(senders.rows(GGZ, "_rij"))) == (1, 1, 3)


def test_a_register_that_comes_back_unchanged_on_a_later_day_is_the_newest_again(senders, home):
    label = "registers/cpv"
    before, between = csv_of(rows_of(label, 3)), csv_of(rows_of(label, 4))
    for content, day in ((before, "2026-07-01"), (between, "2026-07-10"), (before, "2026-07-20")):
        senders.drop(label, content, f"cpv_{day}.csv")
        senders.run()
    days = senders.rows(label, "_delivered_on")
    assert days == [(date(2026, 7, 10),)] * 4 + [(date(2026, 7, 20),)] * 3
    # the first name once more changes nothing, and neither does an empty database
    senders.drop(label, before, "cpv_2026-07-02.csv")
    assert senders.run()["loaded"] == 0
    assert senders.rows(label, "_delivered_on") == days
    empty_database(home)
    for source in SOURCES:
        land.relearn_landing(senders.connection, source=source, landing=home.landing)
    senders.run()
    assert senders.rows(label, "_delivered_on") == days


def test_a_correction_stands_beside_what_it_corrects(senders):
    senders.drop(GGZ, csv_of(rows_of(GGZ, 1, aantal_wachtenden="30")), "lijst_2026-07-01.csv")
    senders.run()
    senders.drop(GGZ, csv_of(rows_of(GGZ, 1, aantal_wachtenden="28")), "lijst_2026-07-08.csv")
    senders.run()
    assert senders.rows(GGZ, "aantal_wachtenden", "_delivered_on") == [
        (30, date(2026, 7, 1)),
        (28, date(2026, 7, 8)),
    ]


def test_a_refused_file_takes_no_neighbour_with_it_and_loads_once_mended(senders):
    senders.drop(GGZ, csv_of(rows_of(GGZ, 3, peildatum="30/06/2026")), "fout.csv")
    senders.drop(GGZ, csv_of(rows_of(GGZ, 2)), "goed.csv")
    counts = senders.run()
    assert (counts["refused"], counts["loaded"], senders.codes()) == (1, 1, ["C011"])
    assert senders.status() == {"jeugd_ggz/fout.csv": "refused", "jeugd_ggz/goed.csv": "loaded"}


def test_a_refused_file_lies_marked_in_quarantine_until_it_is_let_through(senders, home):
    senders.drop(GGZ, xlsx_of(GGZ, rows_of(GGZ, 3, aantal_wachtenden="veel")), "lijst.xlsx")
    senders.run()
    names = sorted(path.name.split(".", 2)[2] for path in (home.quarantine / "wachtlijsten").iterdir())
    assert names == ["gemarkeerd.xlsx", "txt", "xlsx"]
    (marked,) = home.quarantine.rglob("*.gemarkeerd.xlsx")
    assert load_workbook(marked)["Gegevens"]["H2"].comment.text.startswith("[C010] ")
    assert marked.stat().st_mode & 0o077 == 0


def test_the_wrong_rows_of_a_file_that_loads_are_handed_back_too(senders, home):
    rows = rows_of(ANTWOORDEN, 40)
    rows[0]["antwoord"] = "6"
    senders.drop(ANTWOORDEN, csv_of(rows))
    assert senders.run()["loaded"] == 1
    assert senders.codes() == ["C036", "S002"]
    assert [path.name.split(".", 2)[2] for path in (home.quarantine / "clientervaring").iterdir()] == [
        "gemarkeerd.xlsx"
    ]
    read, loaded, aside = senders.connection.execute(
        "select rows_read, rows_loaded, rows_quarantined from meta.record_counts"
    ).fetchone()
    assert (read, loaded, aside) == (40, 39, 1)


@pytest.mark.parametrize(("others", "sender"), [("01234567", "01234567"), ("76543210", None)])
def test_a_delivery_that_names_one_deliverer_is_known_as_theirs_also_when_refused(senders, others, sender):
    rows = rows_of(GGZ, 20)
    for number, row in enumerate(rows):
        row |= {"aanbieder_agb": "01234567" if number else others, "vestiging": f"vestiging {number}"}
    for row in rows[:5]:
        row["peildatum"] = "ooit"
    rows[6]["aanbieder_agb"] = others
    senders.drop(GGZ, csv_of(rows))

    senders.run()

    assert senders.connection.execute("select status, afzender from meta.files").fetchall() == [("refused", sender)]


def test_half_a_list_is_held_until_a_person_releases_it(senders):
    whole, half = rows_of(GGZ, 20), rows_of(GGZ, 9)
    for number, row in enumerate([*whole, *half]):
        row |= {"aanbieder_agb": "01234567", "vestiging": f"vestiging {number}"}
    for row in whole:
        row["peildatum"] = "2025-12-31"
    for row in half:
        row["peildatum"] = "2026-06-30"
    senders.drop(GGZ, csv_of(whole), "december.csv")
    senders.run()
    senders.drop(GGZ, csv_of(half), "juni.csv")
    for _ in range(2):
        counts = senders.run()
        assert (counts["held"], counts["loaded"], senders.codes()) == (1, 0, ["C020"])
    assert senders.release() == 1
    counts = senders.run()
    assert (counts["held"], counts["loaded"], senders.codes()) == (0, 1, [])


def test_a_series_that_a_person_calls_comparable_loads_and_does_so_again_in_a_replay(senders, home):
    label = "clientervaring/ervaring_vragen"
    rows = rows_of(label, 2)
    rows[1]["vraagtekst"] = "Anders gesteld"
    senders.drop(label, csv_of(rows))
    for _ in range(2):
        counts = senders.run()
        assert (counts["held"], counts["loaded"], senders.codes()) == (1, 0, ["S004"])

    assert senders.release() == 1

    counts = senders.run()
    assert (counts["held"], counts["loaded"], senders.codes()) == (0, 1, [])
    assert list((home.quarantine / "clientervaring").iterdir()) == []
    empty_database(home)
    shutil.rmtree(home.inbox)
    land.relearn_landing(senders.connection, source="clientervaring", landing=home.landing)
    senders.run()
    assert len(senders.rows(label, "_rij")) == 2


def halved(senders):
    """A list, and one of half its rows that is held for it."""
    lists = {"2025-12-31": rows_of(GGZ, 20), "2026-06-30": rows_of(GGZ, 9)}
    for peildatum, rows in lists.items():
        for number, row in enumerate(rows):
            row |= {"aanbieder_agb": "01234567", "vestiging": f"vestiging {number}", "peildatum": peildatum}
        senders.drop(GGZ, csv_of(rows), f"{peildatum}.csv")
        senders.run()


@pytest.mark.parametrize(("is_released", "rows"), [(False, 20), (True, 29)])
def test_an_empty_database_holds_again_what_nobody_released(senders, home, is_released, rows):
    halved(senders)
    if is_released:
        assert senders.release() == 1
        senders.run()
    assert len(senders.rows(GGZ, "_rij")) == rows
    empty_database(home)
    shutil.rmtree(home.inbox)
    land.relearn_landing(senders.connection, source="wachtlijsten", landing=home.landing)
    for _ in range(2):
        senders.run()
        assert len(senders.rows(GGZ, "_rij")) == rows
    assert (senders.codes() == ["C020"]) == (not is_released)


def test_an_older_list_is_loaded_as_history(senders):
    senders.drop(GGZ, csv_of(rows_of(GGZ, 2)), "juni.csv")
    senders.run()
    senders.drop(
        GGZ, csv_of(rows_of(GGZ, 2, peildatum="2025-12-31")).replace(b"2026-06-30", b"2025-12-31"), "december.csv"
    )
    assert senders.run()["loaded"] == 1
    assert senders.codes() == ["C017"]


def test_an_empty_database_is_filled_again_from_landing_alone(senders, home):
    senders.drop(GGZ, csv_of(rows_of(GGZ, 2)), "lijst van de zomer.csv", date(2026, 7, 3))
    senders.drop("registers/klachten", csv_of(rows_of("registers/klachten", 2)), "klachten_2026-07-04.csv")
    senders.run()
    columns = ("_source_file_id", "_rij", "_delivered_on")
    before = senders.rows(GGZ, *columns), senders.rows("registers/klachten", *columns)
    empty_database(home)
    shutil.rmtree(home.inbox)
    for path in (home.landing / "wachtlijsten").glob("[0-9a-f][0-9a-f]/*"):
        os.utime(path)  # a backup that was put back without its times
    for source in SOURCES:
        land.relearn_landing(senders.connection, source=source, landing=home.landing)
    senders.run()
    assert (senders.rows(GGZ, *columns), senders.rows("registers/klachten", *columns)) == before
    assert {row[2] for row in before[0]} == {date(2026, 7, 3)}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_personal_value_leaves_the_file(senders, home, form):
    """Names, BSNs and stories, planted where they belong and where they do not, are in no outcome and no letter."""
    canaries = ["Verzonnen Achternaam", "999990020", "999990018", "verhaal over thuis", "1901-02-03"]
    rows = rows_of("registers/buurtteams", 4, bsn=canaries[1], geboortedatum=canaries[4])
    rows[1]["bsn"] = canaries[2]
    rows[2] |= {"uitstroomreden": canaries[0], "eerste_gesprek_op": canaries[0], "stadsdeel": f"={canaries[0]}"}
    rows[3] |= {"is_doorverwezen": canaries[3], "gemeente_code": canaries[1]}
    answers = rows_of(ANTWOORDEN, 40, open_antwoord=f"Mijn naam is {canaries[0]}, {canaries[3]}")
    answers[1]["antwoord"] = canaries[0]
    for label, faulty in (("registers/buurtteams", rows), (ANTWOORDEN, answers)):
        content = csv_of(faulty) if form == "csv" else xlsx_of(label, faulty)
        senders.drop(label, content, f"levering.{form}")
    counts = senders.run()
    assert (counts["refused"], counts["loaded"]) == (1, 1)
    told = [str(row) for row in senders.connection.execute("select * from meta.outcomes")]
    letters = [path.read_text("utf-8") for path in home.quarantine.rglob("*.txt")]
    assert len(told) >= 7 and len(letters) == 1
    assert [text for text in told + letters for canary in canaries if canary in text] == []


def test_a_file_keeps_its_bytes(senders, home):
    content = csv_of(rows_of(GGZ, 2, toelichting="é"), encoding="cp1252")
    senders.drop(GGZ, content)
    senders.run()
    sha256 = hashlib.sha256(content).hexdigest()
    assert (home.landing / "wachtlijsten" / sha256[:2] / sha256).read_bytes() == content
