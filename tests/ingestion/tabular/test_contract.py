"""Every contract of the product: complete, coherent, and with an example that it accepts itself."""

import pytest

from ingestion.sources import NAMES, load_source
from ingestion.tabular.contract import SOURCES, ContractError, find_contract, load_contracts, read_contract
from ingestion.tabular.sample import sample_rows
from ingestion.tabular.source import TabularSource
from tests.ingestion.tabular.deliveries import csv_of, examine, xlsx_of

TABULAR = [name for name in NAMES if (SOURCES / name / "contracts").is_dir()]
LABELS = [contract.label for source in TABULAR for contract in load_contracts(source).values()]

CONTRACT = """
title: Proef
description: Een levering om mee te proberen.
delivered_by: Niemand
schedule: {text: nooit}
key: [nummer]
columns:
  nummer: {description: Nummer., type: integer, required: true, example: "1"}
  zorgsoort: {}
"""


def test_every_tabular_source_has_contracts():
    assert sorted(TABULAR) == ["clientervaring", "registers", "wachtlijsten"]
    assert len(LABELS) >= 35


@pytest.mark.parametrize("label", LABELS)
def test_the_example_of_a_contract_is_a_delivery_that_it_accepts(label):
    source, name = label.split("/")
    rows = list(sample_rows(load_contracts(source)[name], 25))
    assert len({tuple(row.values()) for row in rows}) == 25
    for data in (csv_of(rows), xlsx_of(label, [dict(row) for row in rows])):
        examined = examine(label, data)
        assert examined.faults == ()
        assert examined.berichtsoort == name
        assert sum(examined.summary.rows.values()) == 25


@pytest.mark.parametrize("label", LABELS)
def test_a_delivery_is_recognised_without_its_folder(label):
    source, name = label.split("/")
    data = csv_of(sample_rows(load_contracts(source)[name], 3))
    by_header = TabularSource(source).examine(data, "lijst van maart.csv", is_production=False)
    by_name = TabularSource(source).examine(data, f"{name}_2026-03-31.csv", is_production=False)
    assert by_header.berichtsoort == by_name.berichtsoort == name


@pytest.mark.parametrize("label", LABELS)
def test_every_column_is_described_and_every_required_one_has_an_example(label):
    source, name = label.split("/")
    contract = load_contracts(source)[name]
    for column in contract.columns:
        assert column.description.endswith((".", "?")), column.name
        assert column.example or not column.required, column.name
        assert len(column.name) <= 50


def test_no_two_vault_tables_share_a_name():
    twins = [
        name for source in NAMES for name, table in load_source(source).raw_tables().items() if table.vault_columns
    ]
    assert len(twins) > 8
    assert sorted({name for name in twins if twins.count(name) > 1}) == []


def test_a_column_takes_what_all_contracts_share_about_it():
    contract = read_contract(CONTRACT, "registers", "proef")
    assert contract.column("zorgsoort").codes["pleegzorg"] == "Pleegzorg"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("key: [nummer]", "key: [kenmerk]"),
        ("type: integer", "type: number"),
        ("title: Proef", "titel: Proef"),
        ("zorgsoort: {}", "onbekend: {}"),
        ("zorgsoort: {}", "zorgsoort: {codes: bestaat_niet}"),
        ("key: [nummer]", "history: period\nkey: [nummer]"),
        ("columns:", "columns: ["),
    ],
)
def test_a_contract_that_is_wrong_is_named(old, new):
    with pytest.raises(ContractError, match=r"registers/contracts/proef\.yml"):
        read_contract(CONTRACT.replace(old, new), "registers", "proef")


def test_an_unknown_delivery_is_answered_with_those_there_are():
    assert find_contract("wachtlijsten/jeugd_ggz").name == "jeugd_ggz"
    with pytest.raises(ContractError, match="wachtlijsten/jeugd_ggz_kinderen"):
        find_contract("wachtlijsten/jeugdggz")
