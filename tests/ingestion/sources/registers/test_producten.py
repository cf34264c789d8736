"""The product register, on which others rely: its columns, its types, and the forms in which it may be delivered."""

import pytest

from ingestion.sources import load_source
from ingestion.sources.registers.raw_ddl import tables
from tests.ingestion.tabular.deliveries import codes_in, csv_of, examine, rows_of

AGREED = {
    "gemeente_code": "text",
    "wet": "text",
    "product_categorie": "text",
    "product_code": "text",
    "geldig_van": "date",
    "geldig_tot": "date",
    "product_naam": "text",
    "zorgsoort": "text",
    "productgroep": "text",
    "eenheid": "text",
    "is_groep": "boolean",
    "is_verblijf": "boolean",
    "is_zbo": "boolean",
    "scope_uitvoeringsagenda": "boolean",
    "scope_prognosemodel": "boolean",
    "scope_begroting_jeugd": "boolean",
}
ZORGSOORTEN = [
    "begeleiding_jeugd",
    "dagbehandeling",
    "dagbesteding",
    "jeugd_ggz",
    "orthopedagogische_behandeling",
    "pleegzorg",
    "gezinshuis",
    "verblijf_residentieel",
    "jeugdbescherming",
    "jeugdreclassering",
    "dyslexie",
    "wmo_begeleiding",
    "huishoudelijke_hulp",
    "wmo_hulpmiddelen",
    "wmo_vervoer",
    "wmo_dagbesteding",
    "beschermd_wonen",
    "beschermd_thuis",
    "opvang",
    "overig",
]
LABEL = "registers/producten"


def test_the_raw_table_has_the_agreed_columns_and_types():
    columns = {
        column.name: column.sql_type for column in load_source("registers").raw_tables()["producten"].raw_columns
    }
    assert columns == {**AGREED, "_delivered_on": "date"}


def test_the_table_is_made_with_its_lineage_first_and_every_column_documented():
    (table,) = [table for table in tables() if table.qualified_name == "raw_registers.producten"]
    names = [column.name for column in table.columns]
    assert names == ["_source_file_id", "_rij", *AGREED, "_delivered_on", "_loaded_at"]
    assert all(column.comment for column in table.columns)


def test_every_agreed_zorgsoort_is_accepted():
    rows = rows_of(LABEL, len(ZORGSOORTEN))
    for row, zorgsoort in zip(rows, ZORGSOORTEN, strict=True):
        row["zorgsoort"] = zorgsoort
    assert codes_in(examine(LABEL, csv_of(rows))) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"gemeente_code": "*"},
        {"geldig_tot": "2026-12-31"},
        {"product_naam": "", "productgroep": "", "eenheid": ""},
        {"is_groep": "1", "is_zbo": ""},
        {"product_code": "A1"},
    ],
)
def test_a_line_that_the_agreement_allows_is_accepted(changes):
    assert codes_in(examine(LABEL, csv_of(rows_of(LABEL, 2, **changes)))) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"wet": "zvw"}, "C014"),
        ({"gemeente_code": "268"}, "C014"),
        ({"is_groep": "2"}, "C014"),
        ({"product_code": ""}, "C030"),
        ({"product_code": "45A045"}, "C014"),
        ({"geldig_van": ""}, "C030"),
    ],
)
def test_a_line_that_the_agreement_does_not_allow_is_refused(changes, code):
    assert codes_in(examine(LABEL, csv_of(rows_of(LABEL, 2, **changes)))) == [code]
