"""A workbook is walked once: loading it looks again only where the first look may have found something."""

import pytest

from ingestion.tabular import workbook
from tests.ingestion.tabular.deliveries import rows_of, xlsx_of

ANTWOORDEN = "clientervaring/ervaring_antwoorden"


def faults(data, *, is_examined):
    sheet = workbook.read_workbook(data, is_examined=is_examined)
    assert len(list(sheet.rows)) >= 4
    return {fault.code for found in sheet.cell_faults.values() for fault in found}


def formula(sheet):
    sheet["N3"] = "=1+1"


def error(sheet):
    sheet["N3"] = "#DIV/0!"


def merge(sheet):
    sheet.merge_cells("A3:B3")


@pytest.mark.parametrize(("change", "code"), [(formula, "E011"), (error, "E012"), (merge, "E013")])
def test_a_second_look_finds_what_the_first_did(change, code):
    data = xlsx_of(ANTWOORDEN, rows_of(ANTWOORDEN, 3), change)
    assert faults(data, is_examined=False) == faults(data, is_examined=True) == {code}


def test_a_sheet_of_values_is_not_walked_again(monkeypatch):
    data = xlsx_of(ANTWOORDEN, rows_of(ANTWOORDEN, 3))
    walked = []
    monkeypatch.setattr(workbook, "scan_sheet", walked.append)
    assert faults(data, is_examined=True) == set()
    assert walked == []
