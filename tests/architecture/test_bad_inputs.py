"""Every row of the catalogue of bad inputs is a test that can be found by its number."""

import csv
import re
import subprocess
import sys

import pytest

from tests.ingestion.bad_inputs.inputs import INPUTS
from warehouse.settings import PROJECT

NUMBER = re.compile(r"(?<![a-z0-9])([cefslx])[-_]([0-9]{3})(?![0-9])")
REACTIONS = {
    "REJECT_FILE": {"refuse"},
    "QUARANTINE_RECORD": {"quarantine"},  # no record of a message is put aside: the row says what we do instead
    "HOLD": {"hold"},
    "WARN": {"warn"},
    "NOOP": {"accept", "skip"},
}


@pytest.fixture(scope="module")
def catalogue(shared_standard):
    with (shared_standard.parent / "reliability" / "bad_inputs.csv").open(encoding="utf-8", newline="") as lines:
        rows = {row["id"]: row for row in csv.DictReader(lines)}
    assert len(rows) > 100
    return rows


@pytest.mark.shared
def test_every_bad_input_has_a_test_with_its_number(catalogue):
    folders = ["ingestion", "dbt_project", "warehouse/test_gate.py", "dags/test_turns.py"]
    command = [sys.executable, "-m", "pytest", "--collect-only", *(f"tests/{folder}" for folder in folders)]
    collected = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    tests = [line for line in collected.splitlines() if "::" in line]
    assert len(tests) > 500
    named = {"-".join(found).upper() for test in tests for found in NUMBER.findall(test.split("::", 1)[1].lower())}

    assert sorted(catalogue.keys() - named) == []


@pytest.mark.shared
def test_where_a_message_meets_another_reaction_than_the_catalogue_asks_the_table_says_why(catalogue):
    differ = [row for row in INPUTS if row.reaction not in REACTIONS[catalogue[row.number]["expected_reaction"]]]
    assert len(INPUTS) > 50
    assert [str(row) for row in differ if not row.because] == []
