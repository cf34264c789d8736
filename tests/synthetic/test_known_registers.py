"""The registers of the known city keep their contract, and name only figures that were published."""

import csv
from decimal import Decimal

from ingestion.tabular.contract import load_contracts
from synthetic.nijmegen.dossiers import KNOWN_LAST_DAY
from synthetic.nijmegen.registers import TOLD_HERE, figures_in_registers, write_known_registers
from synthetic.parameters import Parameters
from warehouse.settings import PROJECT

PUBLISHED = PROJECT / "dbt_project" / "seeds" / "gepubliceerd" / "gepubliceerde_cijfers.csv"


def delivered(folder):
    files = write_known_registers(folder, Parameters(0, 7, last_day=KNOWN_LAST_DAY))
    return {f"{path.parent.parent.name}/{path.parent.name}": path for path in files}


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=";"))


def test_every_known_register_has_the_columns_of_its_contract_and_each_key_once(tmp_path):
    files = delivered(tmp_path)
    contracts = load_contracts("registers") | load_contracts("wachtlijsten")

    assert files.keys() >= TOLD_HERE
    for label, path in files.items():
        contract = contracts[label.split("/")[1]]
        rows = rows_of(path)
        keys = [tuple(row[name] for name in contract.key) for row in rows]
        assert list(rows[0]) == [column.name for column in contract.columns]
        assert len(keys) == len(set(keys)) > 0


def test_the_figures_named_were_published():
    figures = figures_in_registers()

    assert len(figures) >= 90
    with PUBLISHED.open(encoding="utf-8", newline="") as lines:
        assert figures <= {row["cijfer_id"] for row in csv.DictReader(lines)}


def test_a_programme_is_the_sum_of_its_posts(tmp_path):
    totals = {"begroting": Decimal(0), "realisatie": Decimal(0)}
    for row in rows_of(delivered(tmp_path)["registers/financien"]):
        if row["programma"].startswith("Welzijn") and row["periode_start"] == "2020-01-01" and row["soort"] in totals:
            totals[row["soort"]] += Decimal(row["bedrag_euro"].replace(",", "."))

    assert totals == {"begroting": Decimal(234_800_000), "realisatie": Decimal(226_400_000)}


def test_nothing_is_delivered_after_the_window(tmp_path):
    assert write_known_registers(tmp_path, Parameters(0, 7, until=KNOWN_LAST_DAY.replace(year=2020))) == []
