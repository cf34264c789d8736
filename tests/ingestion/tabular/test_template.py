"""The template that a sender fills in: it says what is asked, helps while typing, and loads once it is filled."""

import io

import pytest
from openpyxl import load_workbook

from ingestion.tabular.contract import load_contracts
from ingestion.tabular.sample import example_row, sample_rows, typed
from ingestion.tabular.source import TabularSource
from ingestion.tabular.template import CODES, DATA, EXAMPLE, EXPLANATION, template
from tests.ingestion.tabular.deliveries import codes_in, contract
from tests.ingestion.tabular.test_contract import LABELS


@pytest.fixture(scope="module")
def made():
    """The template of each contract, made once."""
    return {label: template(contract(label)) for label in LABELS}


def filled(data, label, rows):
    book = load_workbook(io.BytesIO(data))
    for number, row in enumerate(rows, 2):
        for place, (name, cell) in enumerate(row.items(), 1):
            book[DATA].cell(number, place).value = typed(contract(label).column(name), cell)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("label", LABELS)
def test_a_filled_template_loads_under_any_name(made, label):
    source, name = label.split("/")
    data = filled(made[label], label, sample_rows(contract(label), 10))
    examined = TabularSource(source).examine(data, "teruggestuurd.xlsx", is_production=False)
    assert examined.faults == ()
    assert (examined.berichtsoort, sum(examined.summary.rows.values())) == (name, 10)


@pytest.mark.parametrize("label", LABELS)
def test_an_empty_template_is_no_delivery(made, label):
    examined = TabularSource(label.split("/")[0]).examine(made[label], "leeg.xlsx", is_production=False)
    assert codes_in(examined) == ["C037"]


@pytest.mark.parametrize("label", LABELS)
def test_a_template_explains_every_column_and_shows_an_example(made, label):
    book = load_workbook(io.BytesIO(made[label]))
    agreed = contract(label)
    explained = [row[0] for row in book[EXPLANATION].iter_rows(values_only=True)]
    assert [column.name for column in agreed.columns] == explained[-len(agreed.columns) :]
    assert agreed.title in explained and agreed.description in explained
    header, example = book[EXAMPLE].iter_rows(values_only=True)
    assert dict(zip(header, example, strict=True)).keys() == example_row(agreed).keys()
    assert sum(cell is not None for cell in example) >= sum(column.required for column in agreed.columns)


@pytest.mark.parametrize("label", LABELS)
def test_a_coded_column_has_a_drop_down_with_every_code(made, label):
    book = load_workbook(io.BytesIO(made[label]))
    lists = {str(check.sqref).split("2:")[0]: check for check in book[DATA].data_validations.dataValidation}
    coded = [(place, column) for place, column in enumerate(contract(label).columns) if column.codes]
    assert len(lists) == len(contract(label).columns)
    for place, column in coded:
        letter = book[DATA].cell(1, place + 1).column_letter
        area = lists[letter].formula1.split("!")[1].replace("$", "")
        assert [cell[0].value for cell in book[CODES][area]] == list(column.codes)


def test_a_template_carries_its_version_in_a_hidden_name(made):
    book = load_workbook(io.BytesIO(made["wachtlijsten/jeugd_ggz"]))
    version = load_contracts("wachtlijsten")["jeugd_ggz"].version
    assert book.defined_names[f"sdw.wachtlijsten.jeugd_ggz.v{version}"].hidden


def test_text_columns_are_text_so_that_no_leading_zero_is_lost(made):
    sheet = load_workbook(io.BytesIO(made["registers/aanbieders"]))[DATA]
    assert sheet.column_dimensions["A"].number_format == "@"
