"""What senders get to see: the deliveries there are, a template, and who is late."""

import re
from datetime import date

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from ingestion.tabular.contract import find_contract
from ingestion.tabular.late import Late
from ingestion.tabular.open import open_sheet
from tests.ingestion.tabular.conftest import Senders
from tests.ingestion.tabular.deliveries import csv_of, rows_of
from warehouse import data_until
from warehouse.cli import app
from warehouse.report import site
from warehouse.senders import late_senders, name_of_sender, narrowed, write_template

GGZ = find_contract("wachtlijsten/jeugd_ggz")
BUURTTEAMS = find_contract("wachtlijsten/buurtteams")


def late(contract, deliverer, days):
    return Late(contract, deliverer, date(2026, 6, 30), date(2026, 7, 21), days)


def part_with(lines):
    """The part of the page on data quality that tells who is late."""
    return site._environment().get_template("late.html").render({"late": lines})


def test_template_without_a_name_lists_every_delivery():
    told = CliRunner().invoke(app, ["template"])
    assert told.exit_code == 0
    lines = told.stdout.splitlines()
    assert len(lines) > 30
    assert any(line.startswith("wachtlijsten/jeugd_ggz ") and GGZ.title in line for line in lines)


def test_template_writes_the_workbook_of_a_delivery(tmp_path):
    path = tmp_path / "lijst.xlsx"
    assert CliRunner().invoke(app, ["template", "wachtlijsten/jeugd_ggz", "-o", str(path)]).exit_code == 0
    sheet, _ = open_sheet(path.read_bytes())
    assert sheet.contract_mark == "jeugd_ggz"
    assert [found.name for found in tmp_path.iterdir()] == ["lijst.xlsx"]


def test_a_template_offers_the_gemeenten_of_the_settings(tmp_path):
    path = write_template(GGZ, tmp_path / "lijst.xlsx", ("0268", "0296"))
    codes = load_workbook(path)["Codelijsten"]
    assert [[cell.value for cell in row] for row in codes["A1:B3"]] == [
        ["gemeente_code", "betekenis"],
        ["0268", "Nijmegen"],
        ["0296", "Wijchen"],
    ]
    assert narrowed(GGZ, ()) is GGZ
    offered = narrowed(find_contract("registers/producten"), ["0268"]).column("gemeente_code").codes
    assert list(offered) == ["*", "0268"]


def test_template_of_a_delivery_that_is_not_there_is_wrong_use():
    assert CliRunner().invoke(app, ["template", "wachtlijsten/onbekend"]).exit_code == 2


def test_who_is_late_stands_on_the_page_with_the_days():
    part = part_with([late(GGZ, "01234567", 1234), late(BUURTTEAMS, "bjg", 3)])
    cells = re.findall(r"<t[dh][^>]*>([^<]*)</t[dh]>", part)
    assert cells[5:10] == [GGZ.title, "01234567", "2026-06-30", "2026-07-21", "1.234"]
    assert cells[10:12] == [BUURTTEAMS.title, "Buurtteams Jeugd en Gezin"]


def test_nobody_is_late_says_so():
    assert "Alles wat tot vandaag moest komen, is er." in part_with([])


def test_a_list_that_nobody_delivered_is_asked_of_all_who_deliver_it():
    assert name_of_sender(late(GGZ, "", 3)) == GGZ.delivered_by


@pytest.fixture
def senders(clean_home, connect):
    return Senders(clean_home, connect("ingest_writer"))


def test_the_late_ones_of_all_sources_stand_longest_first(senders, connect):
    lines = late_senders(connect("publisher"), date(2026, 7, 31))
    assert {line.contract.source for line in lines} == {"registers", "wachtlijsten", "clientervaring"}
    assert [line.days_late for line in lines] == sorted((line.days_late for line in lines), reverse=True)


def test_a_source_is_dated_by_what_its_senders_say_not_by_when_it_came_in(senders, connect):
    senders.drop(GGZ.label, csv_of(rows_of(GGZ.label, 1, peildatum="2025-12-31")), "lijst_2026-02-01.csv")
    senders.drop("registers/rmz", csv_of(rows_of("registers/rmz", 1)), "rmz_2026-03-01.csv")
    senders.run()
    dates = data_until.read(connect("publisher"))
    assert (dates["wachtlijsten"], dates["registers"]) == (date(2025, 12, 31), date(2026, 3, 1))
    assert "clientervaring" not in dates
