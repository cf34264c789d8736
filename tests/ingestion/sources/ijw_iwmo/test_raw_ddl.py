"""The raw and vault tables follow from the catalogue, and no personal element is in raw."""

from ingestion.sources.ijw_iwmo.layout import raw_tables
from ingestion.sources.ijw_iwmo.raw_ddl import tables

BY_NAME = {table.qualified_name: table for table in tables()}


def columns(name: str) -> list[str]:
    return [column.name for column in BY_NAME[name].columns]


def test_every_raw_table_begins_with_its_lineage_and_ends_with_when_it_was_loaded():
    raw = [name for name in BY_NAME if name.startswith("raw_ijw_iwmo.")]

    assert len(raw) == len(raw_tables()) >= 17
    for name in raw:
        assert columns(name)[:3] == ["_source_file_id", "_rij", "_parent_rij"]
        assert columns(name)[-1] == "_loaded_at"


def test_a_personal_column_is_in_the_vault_alone():
    personal = {(raw.name, column.name) for raw in raw_tables().values() for column in raw.vault_columns}

    assert len(personal) > 30
    for table, column in personal:
        assert column in columns(f"vault.{table}")
        assert column not in columns(f"raw_ijw_iwmo.{table}")
    assert "bsn" in columns("vault.clienten")


def test_a_table_without_personal_columns_has_no_twin():
    assert "vault.prestaties" not in BY_NAME


def test_a_column_is_documented_by_the_element_it_comes_from():
    comments = {column.name: column.comment for column in BY_NAME["raw_ijw_iwmo.clienten"].columns}

    assert comments["geslacht"].startswith("Element Client/Geslacht (LDT_Geslacht")
    assert "code list" in comments["geslacht"]
    assert all(comments.values())
